namespace Sandglass.Data;

/// <summary>Folders that are written whole or not at all.</summary>
public static class WholeFolder
{
    /// <summary>Writes a folder under a passing name and gives it its own; what was there under that is replaced.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="write">Writes its files into the folder that it is given.</param>
    /// <exception cref="WorkbenchException">The folder cannot be written; what was there is left.</exception>
    public static void Replace(string directory, Action<string> write)
    {
        var passing = $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))}.{Guid.NewGuid():n}.partial";
        try
        {
            write(Directory.CreateDirectory(passing).FullName);
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }

            Directory.Move(passing, directory);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{directory} cannot be written ({wrong.Message}); choose another folder", wrong);
        }
        finally
        {
            if (Directory.Exists(passing))
            {
                Directory.Delete(passing, recursive: true);
            }
        }
    }
}
