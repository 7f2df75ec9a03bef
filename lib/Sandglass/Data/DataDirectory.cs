namespace Sandglass.Data;

/// <summary>Finds the repository's <c>data</c> folder.</summary>
internal static class DataDirectory
{
    /// <summary>The environment variable that names the folder outright.</summary>
    public const string Variable = "SANDGLASS_DATA";

    /// <summary>
    /// The <c>data</c> folder: the one named by <c>SANDGLASS_DATA</c>, else the first <c>data</c> with a
    /// <c>fashion-mnist</c> in it, going up from the current directory, then from the program's own and from
    /// the library's, beside which packages put it.
    /// </summary>
    /// <exception cref="WorkbenchException">There is none.</exception>
    public static string Find() =>
        Find(
            Environment.GetEnvironmentVariable(Variable),
            [.. new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory, Path.GetDirectoryName(typeof(DataDirectory).Assembly.Location) }
                .OfType<string>().Where(folder => folder.Length > 0).Select(Path.TrimEndingDirectorySeparator).Distinct()]);

    internal static string Find(string? named, params string[] starts)
    {
        if (!string.IsNullOrEmpty(named))
        {
            return IsData(named) ? Path.GetFullPath(named) : throw new WorkbenchException(
                $"{Variable} is {named}, which holds no fashion-mnist/{Checksums.FileName}; set it to the repository's data folder or unset it.");
        }

        foreach (var start in starts)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, "data");
                if (IsData(candidate))
                {
                    return candidate;
                }
            }
        }
        throw new WorkbenchException(
            $"No data/fashion-mnist above {string.Join(" or ", starts)}; run inside the repository, or set {Variable} to its data folder.");
    }

    private static bool IsData(string folder) => File.Exists(Path.Combine(folder, FashionMnist.Folder, Checksums.FileName));
}
