using System.Runtime.CompilerServices;

namespace Workbench.Tests;

/// <summary>Where the sources lie, for tests that read them or write an accepted snapshot.</summary>
internal static class Repository
{
    /// <summary>A path from the repository's root, as an absolute path.</summary>
    public static string PathTo(params string[] parts) => Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
