using Sandglass.Data;
using Sandglass.Networks;

namespace Sandglass.Search.Retraining;

/// <summary>How a derived network is trained from scratch. The defaults are those of Liu et al. 2019 on CIFAR-10.</summary>
public sealed record DerivedRecipe
{
    /// <summary>Passes over the training images.</summary>
    public int Epochs { get; init; } = 600;

    /// <summary>Images a step.</summary>
    public int BatchSize { get; init; } = 96;

    /// <summary>Learning rate in the first epoch; a cosine from epoch to epoch takes it to zero.</summary>
    public double LearningRate { get; init; } = 0.025;

    /// <summary>Momentum, in the plain form.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of all weights.</summary>
    public double WeightDecay { get; init; } = 3e-4;

    /// <summary>Longest gradient of all weights together; a longer one is shortened.</summary>
    public double LongestGradient { get; init; } = 5;

    /// <summary>Chance of a dropped path in the last epoch; it grows from zero, epoch by epoch.</summary>
    public double DropPath { get; init; } = 0.2;

    /// <summary>Weight of the auxiliary classifier's loss; 0: there is none.</summary>
    public double Auxiliary { get; init; } = 0.4;

    /// <summary>Random changes of the training images.</summary>
    public Augmentation Augmentation { get; init; } = new(4, true, 16);

    /// <summary>Rule for initial weights.</summary>
    public Initialization Initialization { get; init; } = Initialization.FanOut;

    /// <summary>Learning rate in an epoch.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    public double LearningRateIn(int epoch) => LearningRate * 0.5 * (1 + Math.Cos(Math.PI * (epoch - 1) / Epochs));

    /// <summary>Chance of a dropped path in an epoch.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    public double DropPathIn(int epoch) => DropPath * (epoch - 1) / Epochs;

    /// <summary>Checks every number.</summary>
    /// <returns>This recipe.</returns>
    /// <exception cref="WorkbenchException">A number is out of range; the message says which.</exception>
    public DerivedRecipe Validated()
    {
        Require(Epochs > 0, $"epochs must be positive, not {Epochs}");
        Require(BatchSize > 1, $"the batch size must be at least 2 for BatchNorm, not {BatchSize}");
        Require(LearningRate is > 0 and < 100, $"the learning rate must lie in (0, 100), not {LearningRate}");
        Require(Momentum is >= 0 and < 1, $"momentum must lie in [0, 1), not {Momentum}");
        Require(WeightDecay is >= 0 and < 1, $"weight decay must lie in [0, 1), not {WeightDecay}");
        Require(LongestGradient > 0, $"the longest gradient must be positive, not {LongestGradient}");
        Require(DropPath is >= 0 and < 1, $"drop-path must lie in [0, 1), not {DropPath}");
        Require(Auxiliary >= 0, $"the auxiliary loss must not weigh less than nothing, not {Auxiliary}");
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
