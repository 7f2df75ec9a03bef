using System.Text.Json.Serialization;

namespace Sandglass.Training;

/// <summary>A rule that turns gradients into steps.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Sgd), "sgd")]
[JsonDerivedType(typeof(RmsProp), "rmsprop")]
[JsonDerivedType(typeof(Adam), "adam")]
public abstract record Optimizer
{
    internal abstract void Check(Action<bool, FormattableString> require);
}

/// <summary>
/// Stochastic gradient descent with momentum, as in PyTorch: g ← ∇ + λw; v ← μv + g; w ← w − ηv, or in Nesterov's form
/// w ← w − η(g + μv).
/// </summary>
public sealed record Sgd : Optimizer
{
    /// <summary>μ in [0, 1).</summary>
    [Released("0.9")]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether the step looks ahead.</summary>
    [Released("false")]
    public bool Nesterov { get; init; }

    internal override void Check(Action<bool, FormattableString> require) =>
        require(Momentum is >= 0 and < 1, $"momentum must lie in [0, 1), not {Momentum}");
}

/// <summary>
/// RMSprop in TensorFlow's form, as timm's <c>RMSpropTF</c>: the mean square begins at 1, ε is under the root, and the rate
/// is within the momentum: s ← s + (1 − α)(g² − s); v ← μv + ηg/√(s + ε); w ← w − v.
/// </summary>
public sealed record RmsProp : Optimizer
{
    /// <summary>α in [0, 1).</summary>
    [Released("0.9")]
    public double Decay { get; init; } = 0.9;

    /// <summary>μ in [0, 1).</summary>
    [Released("0.9")]
    public double Momentum { get; init; } = 0.9;

    /// <summary>ε, positive.</summary>
    [Released("0.001")]
    public double Epsilon { get; init; } = 1e-3;

    internal override void Check(Action<bool, FormattableString> require)
    {
        require(Decay is >= 0 and < 1, $"the decay of the mean square must lie in [0, 1), not {Decay}");
        require(Momentum is >= 0 and < 1, $"momentum must lie in [0, 1), not {Momentum}");
        require(Epsilon > 0, $"epsilon must be positive, not {Epsilon}");
    }
}

/// <summary>
/// Adam (Kingma and Ba 2015) with weight decay as part of the gradient: m ← β₁m + (1 − β₁)g; s ← β₂s + (1 − β₂)g²;
/// w ← w − η · m/(1 − β₁ᵗ) / (√(s/(1 − β₂ᵗ)) + ε).
/// </summary>
public sealed record Adam : Optimizer
{
    /// <summary>β₁ in [0, 1).</summary>
    [Released("0.9")]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂ in [0, 1).</summary>
    [Released("0.999")]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε, positive.</summary>
    [Released("1E-08")]
    public double Epsilon { get; init; } = 1e-8;

    internal override void Check(Action<bool, FormattableString> require)
    {
        require(Beta1 is >= 0 and < 1 && Beta2 is >= 0 and < 1, $"both betas must lie in [0, 1), not {Beta1} and {Beta2}");
        require(Epsilon > 0, $"epsilon must be positive, not {Epsilon}");
    }
}
