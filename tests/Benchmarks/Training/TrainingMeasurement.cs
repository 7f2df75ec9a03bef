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

    /// <summary>Trains with the library's own trainer, in this process.</summary>
    internal static TrainingMeasurement Take(TrainingCase subject, int threads)
    {
        TorchRuntime.Start(threads);
        using var data = subject.Preset.LoadData();
        using var trainer = new Trainer(
            new RunSpec(subject.Plan, subject.Recipe, DataIdentity.Of(data), TrainingCase.Seed, Threads: threads), data);
        var steps = new LossCollector();
        var timings = new List<EpochTiming>();
        for (var epoch = 1; epoch <= subject.Recipe.Epochs; epoch++)
        {
            timings.Add(trainer.TrainEpoch(epoch, steps).Timing);
        }

        timings.RemoveRange(0, TrainingCase.WarmupEpochs);
        return new TrainingMeasurement(
            steps.Values,
            timings.Sum(t => t.Images),
            timings.Sum(t => t.Data),
            timings.Sum(t => t.Forward),
            timings.Sum(t => t.Backward),
            timings.Sum(t => t.Optimizer));
    }

    private sealed class LossCollector : IProgress<StepResult>
    {
        internal List<double> Values { get; } = [];

        public void Report(StepResult value) => Values.Add(value.Loss);
    }
}
