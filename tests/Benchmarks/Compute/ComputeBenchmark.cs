using System.CommandLine;
using Benchmarks.Training;
using MathNet.Numerics.Statistics;
using Sandglass.Compute;
using Sandglass.Compute.Kernels;
using Sandglass.Paper;
using Sandglass.Runtime;

namespace Benchmarks.Compute;

/// <summary>
/// The fused kernels beside libtorch's: whole training steps and evaluations of the three families, and single units. Both
/// sides take turns in one process, step by step, so that a busy spell hits both.
/// </summary>
internal static class ComputeBenchmark
{
    // Beside those of the networks: a larger kernel, and a map as on large images.
    private static readonly KernelCase[] Besides = [new(Unit.Depthwise(192, 5, 1, Bounds.ReLU6), 7), new(Unit.Depthwise(32, 3, 1, Bounds.ReLU6), 112)];

    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "steps of each side", 15, 1);
        var threads = Smoke.Number("--threads", "threads", 1, 1);
        var command = new Command("compute", "Fused kernels beside libtorch's: training steps, evaluations, and units with their share of the limit.") { rounds, threads, Smoke.Option };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(threads), parsed.GetValue(Smoke.Option)));
        return command;
    }

    private static void Run(int rounds, int threads, bool smoke)
    {
        TorchRuntime.Start(threads);
        Console.WriteLine($"Vectors of {KernelSet.Best.Floats} floats, {threads} thread(s); ms: median (least) of {rounds} steps of 128 images");
        var steps = new TextColumns("training step", "libtorch", "fused", "ratio", "images/s", "fused: forward", "backward", "optimiser", "losses differ");
        foreach (var family in BlockComparison.Families)
        {
            steps.Add(StepComparison.Measure(family, rounds, smoke).Cells());
        }

        steps.Write(Console.Out);
        Console.WriteLine();
        var evaluations = new TextColumns("evaluation, ms a batch", "libtorch", "fused", "ratio", "images/s", "scores differ");
        foreach (var batch in smoke ? [1, 8] : (int[])[1, 128])
        {
            foreach (var family in BlockComparison.Families)
            {
                evaluations.Add(InferenceComparison.Measure(family, batch, rounds, smoke).Cells());
            }
        }

        evaluations.Write(Console.Out);
        Console.WriteLine();
        UnitTable.Write(Console.Out, BlockComparison.Families.Select(family => TrainingCase.Of(family, smoke)), Besides, rounds, smoke);
    }

    internal static string Ms(IReadOnlyList<double> seconds) => $"{1e3 * seconds.Median():0.0} ({1e3 * seconds.Min():0.0})";
}
