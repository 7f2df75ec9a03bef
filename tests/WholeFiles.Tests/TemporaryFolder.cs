using System.Diagnostics;

namespace WholeFiles.Tests;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public string At(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>The names in it.</summary>
    public IEnumerable<string> Names => _folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order();

    /// <summary>A pipe of this name.</summary>
    public string Pipe(string name)
    {
        using var make = Process.Start("mkfifo", [At(name)]);
        make.WaitForExit();
        return make.ExitCode == 0 ? At(name) : throw new InvalidOperationException("mkfifo failed");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
