using System.CommandLine;
using System.Diagnostics;
using Benchmarks.Training;
using MathNet.Numerics.Statistics;
using Sandglass.Paper;
using Sandglass.Runtime;

namespace Benchmarks.Confusion;

/// <summary>
/// Per-sample gradients' Gram matrix in one pass, against a loop over samples and against the floor: one ordinary
/// forward and backward pass of the same samples. Rounds are interleaved.
/// </summary>
internal static class ConfusionBenchmark
{
    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "rounds of every way", 7, 1);
        var command = new Command("confusion", "Per-sample Gram matrix against a loop and one ordinary pass; peak memory at 224 pixels.") { rounds, Smoke.Option };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(Smoke.Option)));
        return command;
    }

    private static void Run(int rounds, bool smoke)
    {
        TorchRuntime.Start();
        var count = smoke ? 4 : 64;
        var table = new TextColumns(
            $"{count} samples, one thread", "ms, one pass", "loop", "floor", "one pass / floor", "loop / one pass", "differ", "differ, 1 at a time");
        foreach (var subject in BlockComparison.Families.Select(family => TrainingCase.Of(family, smoke)))
        {
            using var ways = new SampleWays(subject, count);
            var (onePass, loop, floor) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round <= rounds; round++)
            {
                onePass.Add(Milliseconds(() => ways.OnePass()));
                floor.Add(Milliseconds(ways.Floor));
                loop.Add(Milliseconds(() => ways.Loop()));
            }

            double Median(List<double> times) => times.Skip(1).Median(); // the first round warmed up
            double Ratio(List<double> of, List<double> to) => of.Zip(to, (a, b) => a / b).Skip(1).Median();
            table.Add(
                subject.Name,
                $"{Median(onePass):0.0}",
                $"{Median(loop):0.0}",
                $"{Median(floor):0.0}",
                $"{Ratio(onePass, floor):0.00}",
                $"{Ratio(loop, onePass):0.0}",
                $"{ways.Difference(count):0.0e+0}",
                $"{ways.Difference(1):0.0e+0}");
        }

        Console.WriteLine("Ratios are medians of the rounds' ratios; differences are relative to the gradients' norms.");
        table.Write(Console.Out);
        Console.WriteLine();
        LargeNetwork.Report(Console.Out, smoke);
    }

    private static double Milliseconds(Action way)
    {
        var start = Stopwatch.GetTimestamp();
        way();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
