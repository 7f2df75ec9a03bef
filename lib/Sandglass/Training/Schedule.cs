using System.Text.Json.Serialization;

namespace Sandglass.Training;

/// <summary>How the learning rate falls.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Constant), "constant")]
[JsonDerivedType(typeof(Cosine), "cosine")]
[JsonDerivedType(typeof(StepDrops), "steps")]
[JsonDerivedType(typeof(Exponential), "exponential")]
public abstract record Schedule
{
    /// <summary>The rate of a step.</summary>
    /// <param name="rate">The rate that it falls from.</param>
    /// <param name="step">Steps since it began to fall.</param>
    /// <param name="steps">Steps in which it falls.</param>
    /// <param name="stepsPerEpoch">Steps an epoch.</param>
    public abstract double RateAt(double rate, double step, double steps, int stepsPerEpoch);

    internal virtual void Check(double rate, Action<bool, FormattableString> require)
    {
    }
}

/// <summary>The learning rate stays.</summary>
public sealed record Constant : Schedule
{
    /// <inheritdoc/>
    public override double RateAt(double rate, double step, double steps, int stepsPerEpoch) => rate;
}

/// <summary>Half a cosine.</summary>
public sealed record Cosine : Schedule
{
    /// <summary>The rate at which it ends.</summary>
    [Released("0")]
    public double End { get; init; }

    /// <summary>Whether it falls from epoch to epoch, not from step to step.</summary>
    [Released("false")]
    public bool PerEpoch { get; init; }

    /// <summary>Epochs in which it falls, after which the rate stays; null: all.</summary>
    public double? Epochs { get; init; }

    /// <inheritdoc/>
    public override double RateAt(double rate, double step, double steps, int stepsPerEpoch)
    {
        var done = PerEpoch ? Math.Floor(step / stepsPerEpoch) * stepsPerEpoch : step;
        var progress = Math.Min(1, done / (Epochs is { } epochs ? epochs * stepsPerEpoch : steps));
        return End + ((rate - End) * 0.5 * (1 + Math.Cos(Math.PI * progress)));
    }

    internal override void Check(double rate, Action<bool, FormattableString> require)
    {
        require(End >= 0 && End <= rate, $"the least learning rate must lie in [0, {rate}], not {End}");
        require(Epochs is null or > 0, $"the cosine's epochs must be positive, not {Epochs}");
    }
}

/// <summary>The rate drops by a factor at some points of the run.</summary>
/// <param name="At">Shares of the run, in (0, 1).</param>
public sealed record StepDrops(IReadOnlyList<double> At) : Schedule
{
    /// <summary>What a drop multiplies by.</summary>
    [Released("0.1")]
    public double Factor { get; init; } = 0.1;

    /// <inheritdoc/>
    public override double RateAt(double rate, double step, double steps, int stepsPerEpoch) =>
        rate * Math.Pow(Factor, At.Count(drop => step >= drop * steps));

    /// <inheritdoc/>
    public bool Equals(StepDrops? other) => other is not null && Factor == other.Factor && At.SequenceEqual(other.At);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Factor, At.Count);

    internal override void Check(double rate, Action<bool, FormattableString> require)
    {
        require(At.All(drop => drop is > 0 and < 1), $"drops must lie in (0, 1)");
        require(Factor is > 0 and < 1, $"the factor of a drop must lie in (0, 1), not {Factor}");
    }
}

/// <summary>The rate is multiplied by a factor again and again.</summary>
/// <param name="Factor">The factor, such as 0.98.</param>
public sealed record Exponential(double Factor) : Schedule
{
    /// <summary>Epochs between two multiplications; fractions count.</summary>
    [Released("1")]
    public double EveryEpochs { get; init; } = 1;

    /// <summary>Whether the rate stays in between; else it falls at each step.</summary>
    [Released("true")]
    public bool Staircase { get; init; } = true;

    /// <inheritdoc/>
    public override double RateAt(double rate, double step, double steps, int stepsPerEpoch)
    {
        var periods = step / (EveryEpochs * stepsPerEpoch);
        return rate * Math.Pow(Factor, Staircase ? Math.Floor(periods) : periods);
    }

    internal override void Check(double rate, Action<bool, FormattableString> require)
    {
        require(Factor is > 0 and <= 1, $"the factor of an exponential must lie in (0, 1], not {Factor}");
        require(EveryEpochs > 0, $"the epochs between two multiplications must be positive, not {EveryEpochs}");
    }
}

/// <summary>How the learning rate rises to its full height at first, in a straight line.</summary>
/// <param name="Epochs">Epochs that it takes; fractions count.</param>
/// <param name="Steps">Steps that it takes, beside the epochs.</param>
public sealed record Warmup([property: Released("0")] double Epochs = 0, [property: Released("0")] int Steps = 0)
{
    /// <summary>Share of the learning rate with which it begins; null: it begins at zero, a step that is left out.</summary>
    public double? StartFactor { get; init; }

    /// <summary>What the schedule does meanwhile.</summary>
    [Released("\"theScheduleBegins\"")]
    public AfterWarmup Then { get; init; } = AfterWarmup.TheScheduleBegins;

    internal double StepsOf(int stepsPerEpoch) => (Epochs * stepsPerEpoch) + Steps;

    internal double ShareAt(int step, double steps) => StartFactor is { } start ? start + ((1 - start) * step / steps) : (step + 1) / (steps + 1);
}

/// <summary>What the schedule does while the rate warms up.</summary>
public enum AfterWarmup
{
    /// <summary>It waits: the run's other steps are all of it.</summary>
    TheScheduleBegins,

    /// <summary>It has run from the first step, unheeded (timm).</summary>
    TheScheduleHasRun,

    /// <summary>It runs from the first step, and warm-up multiplies it (the released detection code).</summary>
    TheScheduleWasScaled,
}
