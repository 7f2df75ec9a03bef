using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Paper;
using Sandglass.Training;

namespace Benchmarks.Studies;

/// <summary>
/// The throughput of a study: single-thread runs side by side, one a core, against the same grid one run after the other
/// with a thread a core. Both are processes of the built program, start-up included.
/// </summary>
internal static class StudyBenchmark
{
    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "times each way is measured, in turn", 3, 1);
        var command = new Command("study", "Seconds of a grid of runs, side by side and one after the other.") { rounds, Smoke.Option };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(rounds), parsed.GetValue(Smoke.Option) ? Preset.Smoke : Preset.Standard));
        return command;
    }

    private static async Task RunAsync(int rounds, Preset preset)
    {
        var cores = Environment.ProcessorCount;
        var program = Repository.Program();
        var table = new TextColumns("round", "side by side s", "one after the other s", "ratio");
        List<double> ratios = [];
        for (var round = 1; round <= rounds; round++)
        {
            var (side, after) = round % 2 == 1
                ? (await SecondsAsync(program, preset, threads: 1, cores), await SecondsAsync(program, preset, cores, workers: 1))
                : Swapped(await SecondsAsync(program, preset, cores, workers: 1), await SecondsAsync(program, preset, threads: 1, cores));
            ratios.Add(after / side);
            table.Add($"{round}", Number(side), Number(after), Number(after / side, "0.00"));
        }

        table.Write(Console.Out);
        Console.WriteLine(FormattableString.Invariant(
            $"{Grid(preset, 1).Count} runs of one epoch at 3.2 M multiply-adds, {cores} cores: side by side gives {ratios.Median():0.00} times the throughput (median; {ratios.Min():0.00} to {ratios.Max():0.00})"));
    }

    private static (double, double) Swapped(double first, double second) => (second, first);

    private static async Task<double> SecondsAsync(string program, Preset preset, int threads, int workers)
    {
        var folder = Directory.CreateTempSubdirectory("study-");
        try
        {
            var start = TimeProvider.System.GetTimestamp();
            var options = new ParallelOptions { MaxDegreeOfParallelism = workers };
            await Parallel.ForEachAsync(Grid(preset, threads).Index(), options, async (item, _) =>
            {
                var order = Path.Combine(folder.FullName, $"{item.Index}.json");
                await File.WriteAllTextAsync(order, RunJson.Text(new RunOrder(item.Item, preset.Data, [])), CancellationToken.None);
                await TrainAsync(program, order, folder.FullName);
            });
            return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<RunSpec> Grid(Preset preset, int threads)
    {
        using var data = preset.LoadData();
        var study = BlockComparison.OnSmallImages(preset).Reduced(seeds: 2, epochs: 1);
        return
        [
            .. study.Runs(data.Identity).Where(run => run.Arm.Group == "0.4x").Select(run => run.Spec with { Threads = threads })
                .Take(preset == Preset.Smoke ? 2 : int.MaxValue),
        ];
    }

    private static async Task TrainAsync(string program, string order, string folder)
    {
        // Its input stays open: a worker stops when its parent leaves.
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [program, "work", order, "--runs", Path.Combine(folder, "runs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new WorkbenchException($"the run of {order} failed");
        }
    }

    private static string Number(double value, string format = "0.0") => value.ToString(format, CultureInfo.InvariantCulture);
}
