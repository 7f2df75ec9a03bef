namespace Sandglass.Interactive;

/// <summary>The flat folder of the built library.</summary>
internal static class LibraryFolder
{
    /// <summary>The variable that names it for notebooks outside the repository.</summary>
    public const string Variable = "SANDGLASS_NOTEBOOK";

    private const string Library = "Sandglass.Display.dll";

    /// <summary>The folder that is named, or else the first <c>artifacts/notebook</c> from here upwards.</summary>
    /// <exception cref="InvalidOperationException">The library is in none of them.</exception>
    public static string Find(string from, string? named)
    {
        var candidates = string.IsNullOrEmpty(named) ? Above(from) : [Path.GetFullPath(named, from)];
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, Library)))
            ?? throw new InvalidOperationException(string.IsNullOrEmpty(named)
                ? $"no artifacts/notebook with {Library} above {from}: keep the notebook inside the repository and build it (dotnet build), or set {Variable} to that folder"
                : $"no {Library} in {named}, which {Variable} names: build the repository (dotnet build) and name its artifacts/notebook");
    }

    private static IEnumerable<string> Above(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "artifacts", "notebook");
        }
    }
}
