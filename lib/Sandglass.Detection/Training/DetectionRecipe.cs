using Sandglass.Data;
using Sandglass.Detection.Data;
using Sandglass.Networks;

namespace Sandglass.Detection.Training;

/// <summary>
/// Everything about a detector's training that decides a result, besides plan, data and seed. The optimiser is SGD in
/// Nesterov's form, and vectors have no weight decay; the released detection code's SGD is plain and decays all.
/// </summary>
public sealed record DetectionRecipe
{
    /// <summary>The small detector on generated pictures: minutes on one core.</summary>
    public static DetectionRecipe Small { get; } = new()
    {
        Epochs = 12,
        BatchSize = 16,
        LearningRate = 0.05,
        WarmupSteps = 100,
        Augmentation = DetectionAugmentation.None with { Mirror = true },
    };

    /// <summary>
    /// SSDLite320 on VOC 2007+2012 as the released code trains it with four GPUs: 60,000 steps of 96 pictures, which are
    /// 348 epochs of 16,551; a tenth of the rate after 40,000 and 50,000.
    /// </summary>
    public static DetectionRecipe Voc { get; } = new()
    {
        Epochs = 348,
        BatchSize = 96,
        LearningRate = 4e-3,
        WarmupSteps = 1000,
        Drops = [2.0 / 3, 5.0 / 6],
        Augmentation = DetectionAugmentation.Ssd,
        Normalization = DetectionNormalization.Ssd,
    };

    /// <summary>Passes over the training pictures.</summary>
    public required int Epochs { get; init; }

    /// <summary>Pictures a step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Learning rate after warm-up.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Steps of linear warm-up.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>Share of the learning rate with which warm-up begins.</summary>
    public double WarmupFactor { get; init; } = 0.1333;

    /// <summary>Shares of the run after which the rate becomes a tenth; none: it falls to zero by a cosine.</summary>
    public IReadOnlyList<double> Drops { get; init; } = [];

    /// <summary>Momentum of SGD, in Nesterov's form.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of matrices and kernels.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Random changes of the training pictures.</summary>
    public required DetectionAugmentation Augmentation { get; init; }

    /// <summary>How pixels become numbers; null: by mean and deviation of the training pictures.</summary>
    public Normalization? Normalization { get; init; }

    /// <summary>Rule for initial weights of backbone and extras.</summary>
    public Initialization Initialization { get; init; } = Initialization.Released;

    /// <summary>Least overlap at which a prior stands for an object.</summary>
    public float MatchOverlap { get; init; } = 0.5f;

    /// <summary>Background priors that count, for each that stands for an object.</summary>
    public int NegativesPerPositive { get; init; } = 3;

    /// <summary>Epochs between two looks at the validation pictures; 0: none.</summary>
    public int ValidateEvery { get; init; } = 1;

    /// <summary>Learning rate of a step; warm-up multiplies, as in the released code.</summary>
    /// <param name="step">Step, from 0.</param>
    /// <param name="steps">Steps of the run.</param>
    public double LearningRateAt(int step, int steps)
    {
        var warm = step < WarmupSteps ? WarmupFactor + ((1 - WarmupFactor) * step / WarmupSteps) : 1;
        var share = Drops.Count == 0
            ? 0.5 * (1 + Math.Cos(Math.PI * step / steps))
            : Math.Pow(0.1, Drops.Count(drop => step >= drop * steps));
        return LearningRate * warm * share;
    }

    /// <summary>Checks every number.</summary>
    /// <returns>This recipe.</returns>
    /// <exception cref="WorkbenchException">A number is out of range; the message says which.</exception>
    public DetectionRecipe Validated()
    {
        Require(Epochs > 0, $"epochs must be positive, not {Epochs}");
        Require(BatchSize > 1, $"the batch size must be at least 2 for BatchNorm, not {BatchSize}");
        Require(LearningRate is > 0 and < 100, $"the learning rate must lie in (0, 100), not {LearningRate}");
        Require(WarmupSteps >= 0, $"the steps of warm-up must not be negative, not {WarmupSteps}");
        Require(WarmupFactor is > 0 and <= 1, $"the factor of warm-up must lie in (0, 1], not {WarmupFactor}");
        Require(Drops.All(drop => drop is > 0 and < 1), $"drops must lie in (0, 1)");
        Require(Momentum is >= 0 and < 1, $"momentum must lie in [0, 1), not {Momentum}");
        Require(WeightDecay is >= 0 and < 1, $"weight decay must lie in [0, 1), not {WeightDecay}");
        Require(MatchOverlap is > 0 and < 1, $"the overlap of a match must lie in (0, 1), not {MatchOverlap}");
        Require(NegativesPerPositive > 0, $"at least one background prior must count for each object, not {NegativesPerPositive}");
        Require(ValidateEvery >= 0, $"epochs between validations must not be negative, not {ValidateEvery}");
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
