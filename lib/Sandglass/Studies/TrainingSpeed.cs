using Sandglass.Data;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>How fast an arm trains and evaluates here.</summary>
/// <param name="TrainingImages">Training images a second.</param>
/// <param name="EvaluationImages">Evaluated images a second.</param>
public sealed record TrainingSpeed(double TrainingImages, double EvaluationImages)
{
    private const int Batches = 6;
    private const double StartUp = 2; // seconds of a process until its first step

    /// <summary>Seconds of a run.</summary>
    /// <param name="epochs">Its epochs.</param>
    /// <param name="data">Its images.</param>
    public double Seconds(int epochs, DatasetSplits data) => StartUp
        + (epochs * data.Training.Count / TrainingImages)
        + (((epochs * data.Validation.Count) + data.Test.Count) / EvaluationImages);

    /// <summary>The speed of a finished run.</summary>
    public static TrainingSpeed Of(Run run, int validationImages) =>
        new(run.ImagesPerSecond, validationImages * run.Timing.Count / run.Timing.Sum(epoch => epoch.EvaluationSeconds));

    /// <summary>Trains a few batches twice and takes the second time, when everything is warm.</summary>
    /// <exception cref="WorkbenchException">The arm does not fit the images.</exception>
    public static TrainingSpeed Measure(StudyArm arm, DatasetSplits data, CancellationToken cancellation = default)
    {
        var perClass = Math.Min(arm.Recipe.BatchSize * Batches, data.Training.Count) / data.Training.Classes;
        using var training = data.Training.TakePerClass(perClass);
        using var validation = data.Validation.TakePerClass(Math.Min(perClass, data.Validation.Count / data.Validation.Classes));
        using var test = data.Test.TakePerClass(1);
        using var few = new DatasetSplits(training, validation, test);
        var recipe = arm.Recipe with { Epochs = 2, Warmup = null, BatchSize = Math.Min(arm.Recipe.BatchSize, training.Count) };
        using var trainer = new Trainer(new RunSpec(new Classification(arm.Match.Plan), recipe, DataIdentity.Of(few), Seed: 1), few);
        trainer.TrainEpoch(cancellation: cancellation);
        var timing = trainer.TrainEpoch(cancellation: cancellation).Timing;
        return new TrainingSpeed(timing.ImagesPerSecond, validation.Count / timing.EvaluationSeconds);
    }
}
