namespace NotebookEngine.Scripting;

/// <summary>A cell's <c>#r</c>.</summary>
/// <param name="Target">What stands between the quotes.</param>
/// <param name="Line">The line in the cell, from 1.</param>
internal sealed record LibraryReference(string Target, int Line)
{
    /// <summary>The DLL's full path, counted from the notebook's folder.</summary>
    /// <exception cref="CellException">It is not a path, or nothing is there.</exception>
    public string Resolve(string baseDirectory)
    {
        if (Target.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
        {
            throw new CellException(
                "UnsupportedDirective",
                $"'#r \"{Target}\"': packages are not fetched by a notebook; reference the package in a project, build it, and name the built library with #r \"folder/library.dll\"",
                Line);
        }

        var path = Path.GetFullPath(Target, baseDirectory);
        if (File.Exists(path))
        {
            return path;
        }

        var folder = Path.GetDirectoryName(path);
        throw new CellException(
            "LibraryNotFound",
            Directory.Exists(folder)
                ? $"'#r \"{Target}\"': the folder holds no such library; paths count from the notebook's folder. Build once: dotnet build"
                : $"'#r \"{Target}\"': the library's folder does not exist. Build once: dotnet build",
            Line);
    }
}
