using System.Diagnostics;
using Sandglass.Data;
using Sandglass.Paper;
using Sandglass.Runtime;
using Sandglass.Search.Studies;
using Sandglass.Training;
using Workbench.Tests.Running;

namespace Workbench.Tests.Search;

/// <summary>
/// A worker with an arm of the study that is killed again and again, by the signal that no program can catch: while it searches and
/// while it trains what it found from scratch. However often it falls, it ends with the same two runs.
/// </summary>
public sealed class KilledSearchTests : IDisposable
{
    private const int Kills = 12;

    private readonly ResultsFolder _killed = new();
    private readonly ResultsFolder _whole = new();

    [DeepFact]
    public async Task Killed_at_any_instant_an_arm_ends_with_the_same_bytes()
    {
        WriteOrder();
        var clock = Stopwatch.StartNew();
        await SearchAsync(_whole);
        var length = clock.Elapsed;
        var instants = new RandomStreams(11).Open("kills");
        var (searching, training, ended) = (0, 0, 0);
        while (searching + training < Kills || searching == 0 || training == 0)
        {
            using var program = WorkbenchProgram.Start(Arm(_killed));
            await WaitForChangeAsync(Files());
            await Task.Delay(length * (0.1 * instants.NextDouble()), TestContext.Current.CancellationToken);
            program.Kill();
            switch (Finished(_killed).Length)
            {
                case 0:
                    searching++;
                    break;
                case 1:
                    training++;
                    break;
                default:
                    ended++;
                    AssertSame(); // it was done: once more from the beginning
                    Directory.Delete(_killed.Runs, recursive: true);
                    break;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"killed {searching} times while searching, {training} while training from scratch; {ended} times too late");
        await SearchAsync(_killed);
        AssertSame();
    }

    public void Dispose()
    {
        _killed.Dispose();
        _whole.Dispose();
    }

    // A checkpoint after every step: a good part of the kills meets the writing of one.
    private string[] Arm(ResultsFolder folder) => ["work", _whole["order"], "--runs", folder.Runs, "--checkpoint-seconds", "0"];

    private void WriteOrder()
    {
        var study = StudyCatalogue.Named(SearchComparison.Name, smoke: true);
        using var data = study.Data.Load();
        var arm = study.Runs(data.Identity).First(place => place.Arm.Name == SearchArm.WithSandglass.Name);
        File.WriteAllText(_whole["order"], RunJson.Text(new RunOrder(arm.Spec, study.Data, [])));
    }

    private async Task SearchAsync(ResultsFolder folder)
    {
        var (code, _, error) = await WorkbenchProgram.RunAsync(Arm(folder));
        Assert.Equal((0, ""), (code, error));
    }

    // Every life leaves a checkpoint or a run behind, so that the arm comes to its end.
    private async Task WaitForChangeAsync(string[] before)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromMinutes(2));
        while (Files().All(before.Contains))
        {
            await Task.Delay(10, late.Token);
        }
    }

    // Finished runs, and the checkpoints of those at work. A folder that ends while it is looked at comes again.
    private string[] Files()
    {
        try
        {
            return !Directory.Exists(_killed.Runs) ? [] :
            [
                .. Finished(_killed),
                .. Directory.EnumerateDirectories(_killed.Runs, ".*.partial").SelectMany(path => Directory.EnumerateFiles(path, "state-*")),
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static string[] Finished(ResultsFolder folder) => !Directory.Exists(folder.Runs) ? [] :
        [.. Directory.EnumerateDirectories(folder.Runs).Select(path => Path.GetFileName(path)).Where(name => name[0] != '.').Order()];

    private void AssertSame()
    {
        var hashes = Finished(_whole);
        Assert.Equal(2, hashes.Length);
        Assert.Equal(hashes, Finished(_killed));
        foreach (var hash in hashes)
        {
            var (whole, killed) = (Path.Combine(_whole.Runs, hash), Path.Combine(_killed.Runs, hash));
            Assert.Equal(Names(whole), Names(killed));
            Checksums.Verify(killed);
            Assert.Equal(File.ReadAllText(Path.Combine(whole, Checksums.FileName)), File.ReadAllText(Path.Combine(killed, Checksums.FileName)));
        }
    }

    private static string[] Names(string folder) => [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order()];
}
