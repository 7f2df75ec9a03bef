using System.Text.Json.Serialization;
using Sandglass.Data;
using Sandglass.Deployment.Quantization;
using Sandglass.Training;

namespace Sandglass.Deployment.Studies;

/// <summary>
/// The task of quantizing the classifier of another run, by one scheme after another: its epochs are the schemes, each of which
/// begins again from single precision. Nothing is trained; the recipe is that of the run it needs.
/// </summary>
/// <param name="Classifier">The run whose network is quantized.</param>
/// <param name="Schemes">The schemes.</param>
[RunTask("quantization")]
internal sealed record QuantizationTask(RunSpec Classifier, IReadOnlyList<NamedScheme> Schemes) : RunTask
{
    /// <summary>Calibration images a class, of the training images.</summary>
    [Released("50")]
    public int CalibrationImages { get; init; } = 50;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => Classifier.Task.Name;

    /// <inheritdoc/>
    [JsonIgnore]
    public override (long Parameters, long MultiplyAdds) Cost => Classifier.Task.Cost;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string ScoreName => "accuracy in ONNX Runtime";

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<RunSpec> Needs => [Classifier];

    /// <summary>About: each scheme sees the test images twice, and single precision once.</summary>
    /// <inheritdoc/>
    public override double Work(Recipe recipe, int images) => (double)Cost.MultiplyAdds * images * Schemes.Count;

    /// <inheritdoc/>
    public override RunTask ForSeed(int seed, DataIdentity data, string device, string backend) =>
        this with { Classifier = Classifier with { Seed = seed, Data = data, Device = device, Backend = backend } };

    /// <inheritdoc/>
    public override ITaskTraining Begin(RunSpec spec, IRunData data, IReadOnlyList<Run> needed)
    {
        foreach (var scheme in Schemes)
        {
            scheme.Scheme.Validated();
        }

        Recipe.Require(Schemes.Count > 0, $"a quantization needs at least one scheme");
        Recipe.Require(CalibrationImages > 0, $"calibration needs at least one image a class, not {CalibrationImages}");
        return new QuantizationRun(this, needed[0], Of<DatasetSplits>(data));
    }
}

/// <summary>A way to quantize, by a short name.</summary>
/// <param name="Name">Such as <c>int8</c>.</param>
/// <param name="Scheme">The way.</param>
internal sealed record NamedScheme(string Name, QuantizationScheme Scheme);

/// <summary>What a scheme came to: a row of the run's table.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Scheme">Its name.</param>
/// <param name="SimulatedAccuracy">Accuracy on the test images of the quantized network, simulated, in [0, 1].</param>
/// <param name="RuntimeAccuracy">The same on the integers of ONNX Runtime.</param>
/// <param name="Change">The second minus the accuracy in single precision.</param>
/// <param name="Equalized">Accuracy in single precision after equalization, minus that before; null where nothing was equalized.</param>
/// <param name="WorstSignalToNoise">The lowest ratio of signal to noise of a value along the network, decibels.</param>
/// <param name="WorstValue">Where it is.</param>
internal sealed record SchemeRow(
    int Number, string Scheme, double SimulatedAccuracy, double RuntimeAccuracy, double Change, double? Equalized, double WorstSignalToNoise, string WorstValue);

/// <summary>What a classifier keeps in fewer bits: the changes of the schemes by name, null where a run has none of that name.</summary>
/// <param name="TestAccuracy">Accuracy on the test images in single precision.</param>
/// <param name="Int8Accuracy">Accuracy of the scheme <c>int8</c> in ONNX Runtime.</param>
/// <param name="Int8Change">Its change.</param>
/// <param name="PerTensorChange">That of <c>int8-per-tensor</c>.</param>
/// <param name="EqualizedChange">That of <c>int8-per-tensor-equalized</c>.</param>
/// <param name="FourBitWeightsChange">That of <c>4-bit-weights</c>.</param>
/// <param name="FourBitWeightsPerTensorChange">That of <c>4-bit-weights-per-tensor</c>.</param>
/// <param name="FourBitsChange">That of <c>4-bits</c>.</param>
internal sealed record QuantizationResult(
    double TestAccuracy,
    double? Int8Accuracy,
    double? Int8Change,
    double? PerTensorChange,
    double? EqualizedChange,
    double? FourBitWeightsChange,
    double? FourBitWeightsPerTensorChange,
    double? FourBitsChange);
