using Sandglass.Data;
using Sandglass.Networks;

namespace Sandglass.Training;

/// <summary>Everything about training that decides a result, besides plan, data and seed.</summary>
public sealed record Recipe
{
    /// <summary>Passes over the training images.</summary>
    public required int Epochs { get; init; }

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Learning rate after warm-up.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Epochs of linear warm-up from zero; fractions count.</summary>
    public double WarmupEpochs { get; init; } = 0.5;

    /// <summary>Momentum of SGD, in Nesterov's form as in the released code.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay on convolution and linear weights; BatchNorm and biases have none.</summary>
    public double WeightDecay { get; init; } = 4e-5;

    /// <summary>Share of the target spread evenly over all classes.</summary>
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>Random changes of the training images.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.Standard;

    /// <summary>Rule for initial weights.</summary>
    public Initialization Initialization { get; init; } = Initialization.Released;

    /// <summary>Learning rate of a step: linear warm-up, then a cosine to zero.</summary>
    /// <param name="step">Step, from 0.</param>
    /// <param name="stepsPerEpoch">Steps an epoch.</param>
    public double LearningRateAt(int step, int stepsPerEpoch)
    {
        var warmup = WarmupEpochs * stepsPerEpoch;
        if (step < warmup)
        {
            return LearningRate * (step + 1) / (warmup + 1);
        }

        var progress = (step - warmup) / ((Epochs * stepsPerEpoch) - warmup);
        return LearningRate * 0.5 * (1 + Math.Cos(Math.PI * progress));
    }

    /// <summary>Checks every number.</summary>
    /// <returns>This recipe.</returns>
    /// <exception cref="WorkbenchException">A number is out of range; the message says which.</exception>
    public Recipe Validated()
    {
        Require(Epochs > 0, $"epochs must be positive, not {Epochs}");
        Require(BatchSize > 1, $"the batch size must be at least 2 for BatchNorm, not {BatchSize}");
        Require(LearningRate is > 0 and < 100, $"the learning rate must lie in (0, 100), not {LearningRate}");
        Require(WarmupEpochs >= 0 && WarmupEpochs < Epochs, $"warm-up must be shorter than {Epochs} epochs, not {WarmupEpochs}");
        Require(Momentum is >= 0 and < 1, $"momentum must lie in [0, 1), not {Momentum}");
        Require(WeightDecay is >= 0 and < 1, $"weight decay must lie in [0, 1), not {WeightDecay}");
        Require(LabelSmoothing is >= 0 and < 1, $"label smoothing must lie in [0, 1), not {LabelSmoothing}");
        Require(
            Augmentation is { ShiftPixels: >= 0, CutoutSize: >= 0 },
            $"shift and cutout must not be negative, not {Augmentation.ShiftPixels} and {Augmentation.CutoutSize}");
        return this;
    }

    private static void Require(bool condition, FormattableString reason)
    {
        if (!condition)
        {
            throw new WorkbenchException($"recipe cannot be used: {FormattableString.Invariant(reason)}");
        }
    }
}
