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
    public async Task WaitForRunsAsync(Func<string[], bool> wanted, TimeSpan limit)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(limit);
        while (!wanted(RunNames()))
        {
            await Task.Delay(20, late.Token);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
