using Sandglass;

namespace Workbench.Running;

/// <summary>A folder for results that can be written, known before the work and not after it.</summary>
internal static class WritableFolder
{
    /// <summary>Makes the folder if need be, and tries it with an empty file.</summary>
    /// <exception cref="WorkbenchException">It cannot be written.</exception>
    public static void Require(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            var trial = Path.Combine(path, $".{Guid.NewGuid():n}.partial");
            using (new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{path} cannot be written ({error.Message}); choose another folder with --out", error);
        }
    }
}
