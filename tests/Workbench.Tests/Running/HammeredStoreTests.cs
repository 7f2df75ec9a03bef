using System.Text.Json.Nodes;
using Sandglass;
using Sandglass.Data;
using Sandglass.Training;

namespace Workbench.Tests.Running;

/// <summary>
/// Twenty processes at the runs of one store, some killed on the way, with locks and without: .NET's own switch makes every lock be
/// granted, as a shared folder without them does.
/// </summary>
public sealed class HammeredStoreTests : IDisposable
{
    private const int Processes = 20;
    private const int Kills = 12;

    private readonly ResultsFolder _hammered = new();
    private readonly ResultsFolder _whole = new();

    [DeepTheory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task Twenty_processes_lose_and_duplicate_nothing(string withoutLocks)
    {
        var stop = TestContext.Current.CancellationToken;
        var hashes = await WriteOrdersAsync();
        foreach (var hash in hashes)
        {
            Assert.Equal((0, ""), await EndAsync(Start("0", _whole, hash)));
        }

        var random = new Random(7);
        var programs = Enumerable.Range(0, Processes).Select(i => Start(withoutLocks, _hammered, hashes[i % hashes.Length])).ToArray();
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(600), stop);
            CheckFinished(hashes);
            var at = random.Next(Processes);
            programs[at].Kill();
            programs[at].Dispose();
            programs[at] = Start(withoutLocks, _hammered, hashes[random.Next(hashes.Length)]);
        }

        // Those that were killed had no answer; all others have a good one.
        Assert.All(await Task.WhenAll(programs.Select(EndAsync)), end => Assert.Equal((0, ""), end));
        foreach (var hash in hashes)
        {
            Assert.Equal((0, ""), await EndAsync(Start("0", _hammered, hash))); // the next start, which trains what only killed ones were at
        }

        Assert.Equal(hashes.Order(), _hammered.RunNames());
        Assert.All(hashes, hash => _whole.AssertSameRun(_hammered, hash));
    }

    public void Dispose()
    {
        _hammered.Dispose();
        _whole.Dispose();
    }

    // At any instant what has a run's name is a whole run.
    private void CheckFinished(string[] hashes)
    {
        foreach (var hash in hashes.Where(hash => Directory.Exists(Path.Combine(_hammered.Runs, hash))))
        {
            Checksums.Verify(Path.Combine(_hammered.Runs, hash));
            Assert.Equal(hash, RunStore.Read(Path.Combine(_hammered.Runs, hash)).Hash);
        }
    }

    private async Task<string[]> WriteOrdersAsync()
    {
        var file = _whole["study.json"];
        await File.WriteAllTextAsync(file, new JsonObject
        {
            ["name"] = "hammered",
            ["preset"] = "smoke",
            ["seeds"] = 2,
            ["parameters"] = 30_000,
            ["arms"] = new JsonObject { ["a"] = new JsonObject { ["family"] = "sandglass" }, ["b"] = new JsonObject { ["family"] = "invertedResidual" } },
        }.ToJsonString());
        var study = Study.Read(file);
        using var data = study.Data.Load();
        var grid = study.Runs(data.Identity);
        foreach (var place in grid)
        {
            await File.WriteAllTextAsync(_whole[$"{place.Spec.Hash}.order"], RunJson.Text(new RunOrder(place.Spec, study.Data, [])));
        }

        return [.. grid.Select(place => place.Spec.Hash)];
    }

    private WorkbenchProgram Start(string withoutLocks, ResultsFolder folder, string hash) => WorkbenchProgram.StartWith(
        ("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", withoutLocks), "work", _whole[$"{hash}.order"], "--runs", folder.Runs, "--checkpoint-seconds", "1", "--alone");

    private static async Task<(int ExitCode, string Error)> EndAsync(WorkbenchProgram program)
    {
        using (program)
        {
            var (code, _, error) = await program.EndAsync();
            return (code, error);
        }
    }
}
