using Sandglass;
using Sandglass.Training;
using Workbench.Tests.Running;

namespace Workbench.Tests.Reproduce;

public sealed class ReproduceTests : IDisposable
{
    private const int Runs = 12;

    private readonly ResultsFolder _folder = new();

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_refused_before_anything_is_trained()
    {
        File.WriteAllText(_folder["file"], "");
        var (code, output, error) = await WorkbenchProgram.RunAsync("reproduce", "--preset", "smoke", "--out", _folder["file"]);

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"error: {_folder["file"]} cannot be written (", error);
        Assert.EndsWith("choose another folder with --out\n", error);
    }

    [DeepFact]
    public async Task The_main_job_stops_goes_on_and_is_found_again()
    {
        using (var program = WorkbenchProgram.Start(Arguments))
        {
            await _folder.WaitForRunsAsync(runs => runs.Count(IsFinished) >= 2 && !runs.All(IsFinished));
            var stopped = TimeProvider.System.GetTimestamp();
            await program.InterruptAsync();
            Assert.Equal(130, (await program.EndAsync()).ExitCode);
            Assert.InRange(TimeProvider.System.GetElapsedTime(stopped).TotalSeconds, 0, 5);
        }

        // A run that was stopped within its epoch keeps its state, and goes on from there.
        var kept = _folder.RunNames().Where(IsFinished).ToArray();
        Assert.InRange(kept.Length, 2, Runs - 1);
        Assert.False(File.Exists(_folder["index.html"]));

        var (code, output, error) = await WorkbenchProgram.RunAsync(Arguments);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"{Runs} runs, {kept.Length} of them found", output);
        Assert.Equal(Runs, _folder.RunNames().Length);
        Assert.All(_folder.RunNames(), name => Assert.True(IsFinished(name), $"{name} was left"));
        AssertPage();
        var (table, written) = (DecidedColumns(), RunTimes());

        (code, output, _) = await WorkbenchProgram.RunAsync(Arguments);
        Assert.Equal(0, code);
        Assert.Contains($"{Runs} runs, {Runs} of them found", output);
        Assert.Equal(written, RunTimes());
        Assert.Equal(table, DecidedColumns());
    }

    [DeepFact]
    public async Task The_smoke_preset_tells_every_family_from_a_guess()
    {
        var clock = TimeProvider.System.GetTimestamp();
        var (code, output, error) = await WorkbenchProgram.RunAsync(Arguments);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{TimeProvider.System.GetElapsedTime(clock).TotalSeconds:0} s with two workers\n{output}"));

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(Runs, _folder.RunNames().Length);
        // A guess is right for a tenth of 500 images, within 0.014; one epoch on them leaves the slowest family near 0.3.
        Assert.All(_folder.RunNames(), name => Assert.InRange(TestAccuracy(name), 0.2, 1));
    }

    public void Dispose() => _folder.Dispose();

    private string[] Arguments => ["reproduce", "--preset", Preset.Smoke.Name, "--workers", "2", "--out", _folder.Path];

    private double TestAccuracy(string run) => RunStore.Read(Path.Combine(_folder.Runs, run)).Result<ClassificationResult>().TestAccuracy;

    private static bool IsFinished(string run) => run[0] != '.';

    private void AssertPage()
    {
        Assert.Contains("<html", File.ReadAllText(_folder["index.html"]));
        Assert.Equal(7, File.ReadAllLines(_folder["comparison.csv"]).Length);
        Assert.True(File.Exists(_folder["curves.csv"]));
        var pictures = Directory.GetFiles(_folder["figures"]);
        Assert.Contains(pictures, path => path.EndsWith(".svg", StringComparison.Ordinal));
        Assert.All(
            pictures.Where(path => path.EndsWith(".svg", StringComparison.Ordinal)),
            path => Assert.InRange(new FileInfo(Path.ChangeExtension(path, ".png")).Length, 1000, 10_000_000));
    }

    private string[] DecidedColumns()
    {
        var rows = File.ReadAllLines(_folder["comparison.csv"]).Select(line => line.Split(',')).ToArray();
        var decided = Enumerable.Range(0, rows[0].Length).Where(i => !rows[0][i].Contains("second", StringComparison.Ordinal)).ToArray();
        Assert.Equal(rows[0].Length - 2, decided.Length);
        return [.. rows.Select(row => string.Join(',', decided.Select(i => row[i])))];
    }

    private string[] RunTimes() =>
        [.. new DirectoryInfo(_folder.Runs).EnumerateFiles("*", SearchOption.AllDirectories).Select(f => $"{f.FullName} {f.LastWriteTimeUtc:O}").Order()];
}
