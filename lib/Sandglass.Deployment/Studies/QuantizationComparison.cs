using Sandglass.Deployment.Quantization;
using Sandglass.Training;

namespace Sandglass.Deployment.Studies;

/// <summary>
/// What the networks of another study lose in 8 bits, written down before its runs: the change of accuracy from single precision to the
/// integers of ONNX Runtime, paired by seed, decides.
/// </summary>
internal static class QuantizationComparison
{
    /// <summary>Its name, and that of the recorded study's folder.</summary>
    public const string Name = "quantization";

    /// <summary>8 bits, a scale for each channel of a weight, activations between their smallest and largest number.</summary>
    public const string Int8 = "int8";

    /// <summary>The same with one scale a weight.</summary>
    public const string PerTensor = "int8-per-tensor";

    /// <summary>The same after equalization, biases corrected.</summary>
    public const string Equalized = "int8-per-tensor-equalized";

    /// <summary>Weights of 4 bits, a scale for each channel.</summary>
    public const string FourBitWeights = "4-bit-weights";

    /// <summary>Weights of 4 bits, one scale each.</summary>
    public const string FourBitWeightsPerTensor = "4-bit-weights-per-tensor";

    /// <summary>Weights and activations of 4 bits.</summary>
    public const string FourBits = "4-bits";

    /// <summary>The schemes of the study.</summary>
    public static IReadOnlyList<NamedScheme> Schemes { get; } =
    [
        new(Int8, new()),
        new("int8-percentile", new() { Range = RangeRule.Percentile }),
        new("int8-entropy", new() { Range = RangeRule.Entropy }),
        new("int8-mse", new() { Range = RangeRule.MeanSquaredError }),
        new(PerTensor, new() { PerChannel = false }),
        new(Equalized, new() { PerChannel = false, Equalizes = true, CorrectsBias = true }),
        new(FourBitWeights, new() { WeightBits = 4 }),
        new(FourBitWeightsPerTensor, new() { WeightBits = 4, PerChannel = false }),
        new("4-bit-weights-per-tensor-equalized", new() { WeightBits = 4, PerChannel = false, Equalizes = true, CorrectsBias = true }),
        new(FourBits, new() { WeightBits = 4, ActivationBits = 4, Range = RangeRule.MeanSquaredError }),
    ];

    /// <summary>The table of its runs: rows of <see cref="SchemeRow"/>.</summary>
    public const string Table = "schemes.csv";

    /// <summary>The study of another study's classifiers, with its data, seeds and backend; their runs are those of that study.</summary>
    /// <param name="trained">The study that trains them.</param>
    /// <param name="budget">The group of its arms.</param>
    /// <exception cref="WorkbenchException">The images are missing or damaged.</exception>
    public static Study Of(Study trained, string budget)
    {
        using var data = trained.Data.Load();
        return trained with
        {
            Name = Name,
            Question = "Which block loses least when its network is quantized to 8 bits without further training?",
            Arms =
            [
                .. from arm in trained.Arms
                   where arm.Group == budget
                   let classifier = new RunSpec(arm.Task, arm.Recipe, data.Identity, trained.Seeds[0]) { Device = trained.Device, Backend = trained.Backend }
                   select arm with { Task = new QuantizationTask(classifier, Schemes) },
            ],
            Comparisons = [.. trained.Comparisons.Where(comparison => comparison.Group == budget)],
            Outcome = "int8_change",
            Observers = [],
            Observed = null,
        };
    }
}
