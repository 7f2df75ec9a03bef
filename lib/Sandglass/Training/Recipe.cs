using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Training;

namespace Sandglass;

/// <summary>
/// How a run is trained: one vocabulary for all tasks, wide enough for the published recipes. A recipe names what it uses.
/// What belongs to one task alone, such as a detector's matching, is the task's.
/// </summary>
public sealed record Recipe
{
    /// <summary>Passes over the training images.</summary>
    public required int Epochs { get; init; }

    /// <summary>Images a step.</summary>
    [Released("128")]
    public int BatchSize { get; init; } = 128;

    /// <summary>The rule that turns gradients into steps.</summary>
    [Released("""{"kind":"sgd","nesterov":true}""")]
    public Optimizer Optimizer { get; init; } = new Sgd { Nesterov = true };

    /// <summary>Learning rate after warm-up.</summary>
    [Released("0.1")]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>How the learning rate falls.</summary>
    [Released("""{"kind":"cosine"}""")]
    public Schedule Schedule { get; init; } = new Cosine();

    /// <summary>How the learning rate rises first; null: it does not.</summary>
    [Released("""{"epochs":0.5}""")]
    public Warmup? Warmup { get; init; } = new(Epochs: 0.5);

    /// <summary>Weight decay, added to the gradient.</summary>
    [Released("4E-05")]
    public double WeightDecay { get; init; } = 4e-5;

    /// <summary>Whether vectors (BatchNorm's scale and shift, biases) decay too; convolution and linear weights always do.</summary>
    [Released("false")]
    public bool DecaysVectors { get; init; }

    /// <summary>Largest norm of the gradient of all weights together; a longer one is scaled down to it. Null: none.</summary>
    public double? GradientClipNorm { get; init; }

    /// <summary>
    /// Decay of the running mean of all weights and BatchNorm statistics, step by step; the mean is what is evaluated and
    /// kept. Null: there is none.
    /// </summary>
    public double? WeightEma { get; init; }

    /// <summary>Share of the target spread evenly over all classes.</summary>
    [Released("0.1")]
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>Share of features that dropout sets to zero before the classifier; null: as the plan says.</summary>
    public double? Dropout { get; init; }

    /// <summary>Random changes of the training images.</summary>
    [Released("""{"shiftPixels":2,"horizontalFlip":true,"cutoutSize":0}""")]
    public Augmentation Augmentation { get; init; } = Augmentation.Standard;

    /// <summary>How pixels become numbers; null: by mean and deviation of the training images.</summary>
    public Normalization? Normalization { get; init; }

    /// <summary>Rule for initial weights.</summary>
    [Released("\"released\"")]
    public Initialization Initialization { get; init; } = Initialization.Released;

    /// <summary>Learning rate of a step.</summary>
    /// <param name="step">Step, from 0.</param>
    /// <param name="stepsPerEpoch">Steps an epoch.</param>
    public double LearningRateAt(int step, int stepsPerEpoch)
    {
        var (warm, all) = (Warmup?.StepsOf(stepsPerEpoch) ?? 0, (double)Epochs * stepsPerEpoch);
        var rule = Warmup?.Then ?? AfterWarmup.TheScheduleBegins;
        var share = step < warm ? Warmup!.ShareAt(step, warm) : 1;
        return rule switch
        {
            AfterWarmup.TheScheduleBegins when step < warm => Warmup!.StartFactor is null ? LearningRate * (step + 1) / (warm + 1) : LearningRate * share,
            AfterWarmup.TheScheduleBegins => Schedule.RateAt(LearningRate, step - warm, all - warm, stepsPerEpoch),
            AfterWarmup.TheScheduleHasRun when step < warm => LearningRate * share,
            AfterWarmup.TheScheduleHasRun => Schedule.RateAt(LearningRate, step, all, stepsPerEpoch),
            _ => Schedule.RateAt(LearningRate * share, step, all, stepsPerEpoch),
        };
    }

    /// <summary>How pixels become numbers: the recipe's own way, else as the training images ask.</summary>
    internal Normalization NormalizationOf(ImageDataset training) => Normalization ?? Data.Normalization.Of(training);

    /// <summary>Checks every number.</summary>
    /// <returns>This recipe.</returns>
    /// <exception cref="WorkbenchException">A number is out of range; the message says which.</exception>
    public Recipe Validated()
    {
        Require(Epochs > 0, $"epochs must be positive, not {Epochs}");
        Require(BatchSize > 1, $"the batch size must be at least 2 for BatchNorm, not {BatchSize}");
        Require(LearningRate is > 0 and < 100, $"the learning rate must lie in (0, 100), not {LearningRate}");
        Require(Warmup is null || (Warmup.Epochs >= 0 && Warmup.Epochs < Epochs), $"warm-up must be shorter than {Epochs} epochs, not {Warmup?.Epochs}");
        Require(Warmup is not { Steps: < 0 }, $"the steps of warm-up must not be negative, not {Warmup?.Steps}");
        Require(Warmup?.StartFactor is null or (> 0 and <= 1), $"the start factor of warm-up must lie in (0, 1], not {Warmup?.StartFactor}");
        Require(WeightDecay is >= 0 and < 1, $"weight decay must lie in [0, 1), not {WeightDecay}");
        Require(GradientClipNorm is null or > 0, $"the gradient clip norm must be positive, not {GradientClipNorm}");
        Require(WeightEma is null or (>= 0 and < 1), $"the decay of the weights' mean must lie in [0, 1), not {WeightEma}");
        Require(LabelSmoothing is >= 0 and < 1, $"label smoothing must lie in [0, 1), not {LabelSmoothing}");
        Require(Dropout is null or (>= 0 and < 1), $"dropout must lie in [0, 1), not {Dropout}");
        Augmentation.Check(Require);
        Optimizer.Check(Require);
        Schedule.Check(LearningRate, Require);
        return this;
    }

    /// <summary>Checks a number of a recipe, or of what a task adds to it.</summary>
    /// <param name="condition">Whether it is in range.</param>
    /// <param name="reason">What is wrong otherwise.</param>
    /// <exception cref="WorkbenchException">It is not.</exception>
    public static void Require(bool condition, FormattableString reason)
    {
        if (!condition)
        {
            throw new WorkbenchException($"the recipe cannot be used: {FormattableString.Invariant(reason)}");
        }
    }
}
