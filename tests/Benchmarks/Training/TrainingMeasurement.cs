using System.Text.Json;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Benchmarks.Training;

/// <summary>One process's training, warm-up not counted; seconds by phase.</summary>
/// <param name="Losses">Loss of every step, warm-up included.</param>
/// <param name="Images">Images of the measured steps.</param>
/// <param name="Data">Reading batches.</param>
/// <param name="Forward">Scores, loss and accuracy.</param>
/// <param name="Backward">Gradients.</param>
/// <param name="Optimizer">Weight updates.</param>
internal sealed record TrainingMeasurement(
    IReadOnlyList<double> Losses, int Images, double Data, double Forward, double Backward, double Optimizer)
{
    internal double ImagesPerSecond => Images / Seconds;

    internal double Seconds => Data + Forward + Backward + Optimizer;

    internal static TrainingMeasurement Parse(string json) =>
        JsonSerializer.Deserialize<TrainingMeasurement>(json, JsonSerializerOptions.Web)!;

    internal string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Trains with the library's own trainer, in this process, by the kernels of a backend.</summary>
    internal static TrainingMeasurement Take(TrainingCase subject, string backend, int threads)
    {
        TorchRuntime.Start(threads);
        using var data = subject.Preset.LoadData();
        using var trainer = new Trainer(
            new RunSpec(new Classification(subject.Plan), subject.Recipe, data.Identity, TrainingCase.Seed) { Backend = backend, Threads = threads }, data);
        var steps = new LossCollector();
        var timings = new List<EpochTiming>();
        while (!trainer.IsDone)
        {
            timings.Add(trainer.TrainEpoch(steps).Timing);
        }

        timings.RemoveRange(0, TrainingCase.WarmupEpochs);
        return new TrainingMeasurement(
            steps.Values,
            timings.Sum(t => t.Images),
            timings.Sum(t => t.DataSeconds),
            timings.Sum(t => t.ForwardSeconds),
            timings.Sum(t => t.BackwardSeconds),
            timings.Sum(t => t.OptimizerSeconds));
    }

    private sealed class LossCollector : IProgress<TrainingProgress>
    {
        internal List<double> Values { get; } = [];

        public void Report(TrainingProgress value) => Values.Add(value.Loss);
    }
}
