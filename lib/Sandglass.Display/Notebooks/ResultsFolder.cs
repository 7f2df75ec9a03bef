using Sandglass.Data;
using Sandglass.Training;

namespace Sandglass.Display.Notebooks;

/// <summary>Where notebooks and programs keep their runs.</summary>
internal static class ResultsFolder
{
    /// <summary>
    /// The runs in a folder of results; where none is named, in that of the repository when the current folder is inside it, so
    /// that notebooks and the command share their runs, else in <c>results</c> of the current folder.
    /// </summary>
    public static RunStore Runs(string? results) => new(Path.Combine(results ?? Find(Directory.GetCurrentDirectory()), "runs"));

    internal static string Find(string current)
    {
        try
        {
            var repository = Path.GetDirectoryName(DataDirectory.Find())!;
            return $"{current}{Path.DirectorySeparatorChar}".StartsWith($"{repository}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                ? Path.Combine(repository, "results")
                : Path.Combine(current, "results");
        }
        catch (WorkbenchException) // no data folder: runs on other images need none
        {
            return Path.Combine(current, "results");
        }
    }
}
