using System.CommandLine;
using System.Diagnostics;
using MathNet.Numerics.Statistics;
using Sandglass.Compute;
using Sandglass.Compute.Kernels;
using Sandglass.Paper;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Benchmarks.Compute;

/// <summary>
/// The fused kernels beside libtorch's: whole training steps and evaluations of the three families, and single units. Both
/// sides take turns in one process, step by step, so that a busy spell hits both.
/// </summary>
internal static class ComputeBenchmark
{
    private static IEnumerable<KernelCase> Cases =>
    [
        new(Unit.Depthwise(96, 3, 1, Bounds.ReLU6), 14), new(Unit.Pointwise(96, 16, Bounds.None), 14), new(Unit.Pointwise(16, 96, Bounds.ReLU6), 14),
        new(Unit.Depthwise(192, 3, 2, Bounds.None), 14), new(Unit.Depthwise(192, 3, 1, Bounds.ReLU6), 7), new(Unit.Pointwise(192, 32, Bounds.None), 7),
        new(Unit.Pointwise(32, 192, Bounds.ReLU6), 7), new(Unit.Depthwise(384, 3, 1, Bounds.ReLU6), 4), new(Unit.Pointwise(384, 64, Bounds.None), 4),
        new(Unit.Depthwise(192, 5, 1, Bounds.ReLU6), 7), new(Unit.Depthwise(32, 3, 1, Bounds.ReLU6), 112),
    ];

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
        Units(rounds, smoke);
    }

    private static void Units(int rounds, bool smoke)
    {
        var (flops, bytes) = (MatrixProduct.FlopsPerSecond(smoke), Copy(smoke));
        Console.WriteLine($"The limit: {flops / 1e9:0} GFLOP/s of a matrix product, {bytes / 1e9:0.0} GB/s of a copy; of the limit: the slower of the two, over the time");
        var table = new TextColumns("unit, ms", "forward", "libtorch", "GFLOP/s", "of the limit", "backward", "libtorch", "GFLOP/s", "of the limit");
        foreach (var unit in smoke ? Cases.Take(1) : Cases)
        {
            var images = smoke ? 2 : 128;
            var (forward, backward, theirForward, theirBackward) = unit.Measure(images, rounds);
            table.Add(
                [unit.Name, .. Cells(forward, theirForward, unit.Flops(images), unit.ForwardBytes(images)),
                .. Cells(backward, theirBackward, 2 * unit.Flops(images), unit.BackwardBytes(images))]);
        }

        table.Write(Console.Out);

        string[] Cells(List<double> ours, List<double> theirs, double work, double moved) =>
        [
            Ms(ours), $"{1e3 * theirs.Median():0.0}", $"{work / ours.Median() / 1e9:0.0}",
            $"{100 * Math.Max(work / flops, moved / bytes) / ours.Median():0} %",
        ];
    }

    // Bytes read and written.
    private static double Copy(bool smoke)
    {
        using var scope = NewDisposeScope();
        var from = ones(smoke ? 1 << 20 : 1 << 26);
        var to = empty_like(from);
        return 2 * from.NumberOfElements * sizeof(float) / Enumerable.Range(0, 5).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            to.copy_(from);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }).Median();
    }

    internal static string Ms(IReadOnlyList<double> seconds) => $"{1e3 * seconds.Median():0.0} ({1e3 * seconds.Min():0.0})";
}
