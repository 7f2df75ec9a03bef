using System.CommandLine;
using Benchmarks.Compute;
using Benchmarks.Confusion;
using Benchmarks.Detection;
using Benchmarks.Kernel;
using Benchmarks.Pictures;
using Benchmarks.Search;
using Benchmarks.Studies;
using Benchmarks.Training;

namespace Benchmarks;

/// <summary>A benchmark. The deep tests run each of the list in smoke mode.</summary>
/// <param name="Command">Its command, which takes <see cref="Smoke.Option"/>.</param>
/// <param name="Column">A heading of the table that it prints.</param>
/// <param name="Workers">Hidden commands that it runs in processes of their own.</param>
internal sealed record Benchmark(Command Command, string Column, params IReadOnlyList<Command> Workers)
{
    /// <summary>All, in the order of the README.</summary>
    internal static IReadOnlyList<Benchmark> All { get; } =
    [
        new(TrainingBenchmark.Create(), "of the limit", [.. TrainingBenchmark.CreateWorkers()]),
        new(ComputeBenchmark.Create(), "losses differ"),
        new(CountingBenchmark.Create(), "ms (median)", CountingBenchmark.CreateWorker()),
        new(DataBenchmark.Create(), "images/s (median)"),
        new(PicturesBenchmark.Create(), "ratio a core"),
        new(RankBenchmark.Create(), "one convention"),
        new(KernelBenchmark.Create(), "ready s"),
        new(StudyBenchmark.Create(), "side by side s"),
        new(StoreBenchmark.Create(), "s (least)"),
        new(ConfusionBenchmark.Create(), "one pass / floor", LargeNetwork.CreateWorker()),
        new(NmsBenchmark.Create(), "plain C#"),
        new(DetectionBenchmark.Create(), "training step"),
        new(SearchBenchmark.Create(), "s a step (median, least)", SearchBenchmark.CreateWorker()),
        new(SearchMemoryBenchmark.Create(), "first order: resident", SearchMemoryBenchmark.CreateWorker()),
    ];
}
