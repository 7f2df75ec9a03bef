using Sandglass.Data;
using Sandglass.Paper;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Workbench.Tests.Running;

/// <summary>
/// A worker with a run of each task that is killed again and again, by the signal that no program can catch: at any
/// instant, and while it publishes what it finished. However often it falls, it ends with the same bytes, and its next
/// start leaves nothing beside them.
/// </summary>
public sealed class KilledRunTests : IDisposable
{
    private const int Kills = 12;

    private readonly ResultsFolder _killed = new();
    private readonly ResultsFolder _whole = new();

    [DeepTheory]
    [InlineData("inside", "sandglass")]
    [InlineData("detection", "sandglass")]
    [InlineData("search", "with-sandglass")] // the search, and the training of what it found
    [InlineData("search", "random")]
    public async Task Killed_at_any_instant_and_at_publishing_a_run_ends_with_the_same_bytes_and_nothing_else(string study, string arm)
    {
        WriteOrder(study, arm);
        await WorkAsync(_whole);
        var instants = new RandomStreams(11).Open($"kills/{study}/{arm}");
        var (published, leftovers) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            using (var program = WorkbenchProgram.Start(Work(_killed)))
            {
                await (kill % 2 == 0 ? ChangeAsync() : PublishingAsync());
                await Task.Delay(TimeSpan.FromMilliseconds((kill % 2 == 0 ? 200 : 20) * instants.NextDouble()), TestContext.Current.CancellationToken);
                program.Kill();
            }

            if (Finished(_killed).SequenceEqual(Finished(_whole)))
            {
                published++;
                leftovers += _killed.RunNames().Length > Finished(_killed).Length ? 1 : 0;
                await WorkAsync(_killed); // the next start
                AssertSame();
                Directory.Delete(_killed.Runs, recursive: true); // once more from the beginning
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{study}, {arm}: {Kills} kills, {published} after publishing, {leftovers} of them before the workspace was gone");
        await WorkAsync(_killed);
        AssertSame();
    }

    public void Dispose()
    {
        _killed.Dispose();
        _whole.Dispose();
    }

    // A checkpoint after every step: a good part of the kills meets the writing of one.
    private string[] Work(ResultsFolder folder) => ["work", _whole["order"], "--runs", folder.Runs, "--checkpoint-seconds", "0"];

    private void WriteOrder(string name, string arm)
    {
        var study = StudyCatalogue.Named(name, smoke: true);
        using var data = study.Data.Load();
        var place = study.Runs(data.Identity).First(place => place.Arm.Name == arm && study.ObserversOf(place).Count == study.Observers.Count);
        File.WriteAllText(_whole["order"], RunJson.Text(new RunOrder(place.Spec, study.Data, study.ObserversOf(place))));
    }

    private async Task WorkAsync(ResultsFolder folder)
    {
        var (code, _, error) = await WorkbenchProgram.RunAsync(Work(folder));
        Assert.Equal((0, ""), (code, error));
    }

    // Every life leaves a checkpoint or a run behind, so that all come to their end.
    private Task ChangeAsync()
    {
        var before = Entries("state-*").ToHashSet();
        return WaitAsync(() => Finished(_killed).Length == Finished(_whole).Length || Entries("state-*").Any(entry => !before.Contains(entry)));
    }

    private Task PublishingAsync()
    {
        var before = Finished(_killed).Length;
        return WaitAsync(() => Finished(_killed).Length > before || Entries("finished").Length > 0);
    }

    private static async Task WaitAsync(Func<bool> done)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Patience.Limit);
        while (!done())
        {
            await Task.Delay(1, late.Token);
        }
    }

    // Of the workspaces. A folder that ends while it is looked at comes again.
    private string[] Entries(string pattern)
    {
        try
        {
            return !Directory.Exists(_killed.Runs) ? [] :
                [.. Directory.EnumerateDirectories(_killed.Runs, ".*.partial").SelectMany(path => Directory.EnumerateFileSystemEntries(path, pattern))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static string[] Finished(ResultsFolder folder) => [.. folder.RunNames().Where(name => name[0] != '.')];

    private void AssertSame()
    {
        var hashes = Finished(_whole);
        Assert.NotEmpty(hashes);
        Assert.Equal(hashes, _killed.RunNames());
        foreach (var hash in hashes)
        {
            _whole.AssertSameRun(_killed, hash);
            Checksums.Verify(Path.Combine(_killed.Runs, hash));
        }
    }
}
