using System.Text.Json.Serialization;
using Sandglass.Data;
using Sandglass.Deployment.Quantization;
using Sandglass.Training;

namespace Sandglass.Deployment.Studies;

/// <summary>The task of quantizing the classifier of another run. Nothing is trained; the recipe is that of the run it needs.</summary>
/// <param name="Classifier">The run whose network is quantized.</param>
/// <param name="Scheme">How.</param>
[RunTask("quantization")]
internal sealed record QuantizationTask(RunSpec Classifier, QuantizationScheme Scheme) : RunTask
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

    /// <summary>About: one network sees the test images, of which there are about as many as training images.</summary>
    /// <inheritdoc/>
    public override double Work(Recipe recipe, int images) => (double)Cost.MultiplyAdds * images;

    /// <inheritdoc/>
    public override RunTask ForSeed(int seed, DataIdentity data, string device, string backend) =>
        this with { Classifier = Classifier with { Seed = seed, Data = data, Device = device, Backend = backend } };

    /// <inheritdoc/>
    public override ITaskTraining Begin(RunSpec spec, IRunData data, IReadOnlyList<Run> needed)
    {
        Scheme.Validated();
        Recipe.Require(CalibrationImages > 0, $"calibration needs at least one image a class, not {CalibrationImages}");
        return new QuantizationRun(this, needed[0], Of<DatasetSplits>(data));
    }
}

/// <summary>What was measured of a quantized classifier: the one row of its run.</summary>
/// <param name="TestAccuracy">Accuracy on the test images in single precision, in [0, 1], as the classifier's run has it.</param>
/// <param name="EqualizedAccuracy">The same after equalization; null where nothing was equalized.</param>
/// <param name="QuantizedAccuracy">The same of the quantized network, on the integers of ONNX Runtime.</param>
/// <param name="WorstSignalToNoise">The lowest ratio of signal to noise of a value along the network, decibels.</param>
/// <param name="WorstValue">Where it is.</param>
internal sealed record QuantizationRow(
    double TestAccuracy, double? EqualizedAccuracy, double QuantizedAccuracy, double WorstSignalToNoise, string WorstValue);

/// <summary>What a classifier keeps in fewer bits.</summary>
/// <param name="TestAccuracy">Accuracy on the test images in single precision, in [0, 1].</param>
/// <param name="QuantizedAccuracy">The same on the integers of ONNX Runtime.</param>
/// <param name="AccuracyChange">The second minus the first.</param>
internal sealed record QuantizationResult(double TestAccuracy, double QuantizedAccuracy, double AccuracyChange);
