namespace Workbench.Tests.Running;

/// <summary>A folder for results, gone with the test.</summary>
internal sealed class ResultsFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("workbench-").FullName;

    public string Runs => this["runs"];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Names in the folder of runs: hashes of finished ones, and what begins with a dot is at work.</summary>
    public string[] RunNames() =>
        Directory.Exists(Runs) ? [.. Directory.EnumerateFileSystemEntries(Runs).Select(e => System.IO.Path.GetFileName(e)).Order()] : [];

    /// <summary>Waits until the folder of runs is as wanted.</summary>
    public async Task WaitForRunsAsync(Func<string[], bool> wanted)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Patience.Limit);
        while (!wanted(RunNames()))
        {
            await Task.Delay(20, late.Token);
        }
    }

    /// <summary>Asserts that a run has the same files here and there, with the same bytes in all but time.</summary>
    public void AssertSameRun(ResultsFolder other, string hash)
    {
        var names = FilesOf(hash);
        Assert.Equal(names, other.FilesOf(hash));
        Assert.All(names.Where(name => name != "timing.csv"), name => Assert.Equal(
            File.ReadAllBytes(System.IO.Path.Combine(Runs, hash, name)), File.ReadAllBytes(System.IO.Path.Combine(other.Runs, hash, name))));
    }

    private string[] FilesOf(string hash) =>
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(Runs, hash)).Select(path => System.IO.Path.GetFileName(path)).Order()];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
