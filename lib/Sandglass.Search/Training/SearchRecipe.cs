using Sandglass.Data;
using Sandglass.Networks;

namespace Sandglass.Search.Training;

/// <summary>
/// Everything about a search that decides a result, besides space, data and seed. The defaults are those of Liu et al.
/// 2019 on CIFAR-10, whose images are padded by 4, mirrored, and not cut out.
/// </summary>
public sealed record SearchRecipe
{
    /// <summary>Passes over the half that trains the weights.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>Images a step, of either half.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Learning rate of the weights in the first epoch.</summary>
    public double LearningRate { get; init; } = 0.025;

    /// <summary>Where its cosine ends.</summary>
    public double LeastLearningRate { get; init; } = 0.001;

    /// <summary>Momentum of the weights, in the plain form.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of all weights.</summary>
    public double WeightDecay { get; init; } = 3e-4;

    /// <summary>Longest gradient of all weights together; a longer one is shortened.</summary>
    public double LongestGradient { get; init; } = 5;

    /// <summary>Learning rate of the alphas (Adam with decay rates 0.5 and 0.999).</summary>
    public double AlphaRate { get; init; } = 3e-4;

    /// <summary>Weight decay of the alphas, as part of their gradient.</summary>
    public double AlphaDecay { get; init; } = 1e-3;

    /// <summary>Whether the alphas see that the weights will follow them.</summary>
    public bool SecondOrder { get; init; }

    /// <summary>Skip connections in the normal cell at which the alarm rings; see <see cref="SkipAlarm"/>.</summary>
    public int SkipLimit { get; init; } = 4;

    /// <summary>Early stopping: the search ends with the epoch in which the alarm rings, and keeps the genotype of the epoch before.</summary>
    public bool StopAtAlarm { get; init; }

    /// <summary>Random changes of the images of both halves.</summary>
    public Augmentation Augmentation { get; init; } = new(4, true, 0);

    /// <summary>Rule for initial weights.</summary>
    public Initialization Initialization { get; init; } = Initialization.FanOut;

    /// <summary>Learning rate of the weights in an epoch; the cosine falls from epoch to epoch.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    public double LearningRateIn(int epoch) =>
        LeastLearningRate + ((LearningRate - LeastLearningRate) * 0.5 * (1 + Math.Cos(Math.PI * (epoch - 1) / Epochs)));

    /// <summary>Checks every number.</summary>
    /// <returns>This recipe.</returns>
    /// <exception cref="WorkbenchException">A number is out of range; the message says which.</exception>
    public SearchRecipe Validated()
    {
        Require(Epochs > 0, $"epochs must be positive, not {Epochs}");
        Require(BatchSize > 1, $"the batch size must be at least 2 for BatchNorm, not {BatchSize}");
        Require(LearningRate is > 0 and < 100, $"the learning rate must lie in (0, 100), not {LearningRate}");
        Require(LeastLearningRate >= 0 && LeastLearningRate <= LearningRate, $"the least learning rate must lie in [0, {LearningRate}], not {LeastLearningRate}");
        Require(Momentum is >= 0 and < 1, $"momentum must lie in [0, 1), not {Momentum}");
        Require(WeightDecay is >= 0 and < 1, $"weight decay must lie in [0, 1), not {WeightDecay}");
        Require(LongestGradient > 0, $"the longest gradient must be positive, not {LongestGradient}");
        Require(AlphaRate is >= 0 and < 100, $"the alphas' rate must lie in [0, 100), not {AlphaRate}");
        Require(AlphaDecay is >= 0 and < 1, $"the alphas' decay must lie in [0, 1), not {AlphaDecay}");
        Require(SkipLimit > 0, $"the alarm needs one skip connection at least, not {SkipLimit}");
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
