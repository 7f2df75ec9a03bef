using Sandglass.Deployment.Quantization;
using Sandglass.Training;

namespace Sandglass.Deployment.Studies;

/// <summary>
/// What the networks of another study lose in fewer bits, written down before its runs: the change of accuracy from single precision to
/// the integers of ONNX Runtime, paired by seed, decides. Each scheme is a group of arms.
/// </summary>
internal static class QuantizationComparison
{
    /// <summary>Its name, and that of the recorded study's folder.</summary>
    public const string Name = "quantization";

    /// <summary>8 bits, a scale for each channel of a weight, activations between their smallest and largest number.</summary>
    public const string Int8 = "int8";

    /// <summary>Half a point. A change of accuracy comes on top of a difference of accuracies, whose margin is one point.</summary>
    public const double Margin = 0.005;

    /// <summary>The schemes of the study. Families are compared first in 8 bits, which the paper speaks of; where 8 bits cost nothing, fewer
    /// bits may tell them apart.</summary>
    public static IReadOnlyList<NamedScheme> Schemes { get; } =
    [
        new(Int8, new(), IsPrimary: true),
        new("int8-per-tensor", new() { PerChannel = false }, IsPrimary: true),
        new("4-bit-weights", new() { WeightBits = 4 }, IsPrimary: false),
        new("4-bit-weights-per-tensor", new() { WeightBits = 4, PerChannel = false }, IsPrimary: false),
        new("4-bit-weights-per-tensor-equalized", new() { WeightBits = 4, PerChannel = false, Equalizes = true, CorrectsBias = true }, IsPrimary: false),
        new("4-bits", new() { WeightBits = 4, ActivationBits = 4, Range = RangeRule.MeanSquaredError }, IsPrimary: false),
    ];

    /// <summary>The study of another study's classifiers, with its data, seeds and backend; their runs are those of that study.</summary>
    /// <param name="trained">The study that trains them, whose primary comparisons are made.</param>
    /// <param name="budget">The group of its arms.</param>
    /// <exception cref="WorkbenchException">The images are missing or damaged.</exception>
    public static Study Of(Study trained, string budget)
    {
        using var data = trained.Data.Load();
        return trained with
        {
            Name = Name,
            Question = "Which block loses least when its network is quantized without further training?",
            Arms =
            [
                .. from scheme in Schemes
                   from arm in trained.Arms
                   where arm.Group == budget
                   let classifier = new RunSpec(arm.Task, arm.Recipe, data.Identity, trained.Seeds[0]) { Device = trained.Device, Backend = trained.Backend }
                   select arm with { Group = scheme.Name, Task = new QuantizationTask(classifier, scheme.Scheme) },
            ],
            Comparisons =
            [
                .. from scheme in Schemes
                   from planned in trained.Comparisons
                   where planned.Group == budget && planned.IsPrimary
                   select planned with { Group = scheme.Name, IsPrimary = scheme.IsPrimary },
            ],
            Outcome = "accuracy_change",
            Margin = Margin,
            Observers = [],
            Observed = null,
        };
    }
}

/// <summary>A way to quantize, by a short name.</summary>
/// <param name="Name">Such as <c>int8</c>.</param>
/// <param name="Scheme">The way.</param>
/// <param name="IsPrimary">Whether comparisons by it are primary.</param>
internal sealed record NamedScheme(string Name, QuantizationScheme Scheme, bool IsPrimary);
