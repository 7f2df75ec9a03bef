using System.Text.Json.Serialization;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Detection.Networks;
using Sandglass.Runtime;
using Sandglass.Training;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Detection.Training;

/// <summary>The task of finding the objects of a picture, with the detector of a plan.</summary>
/// <param name="Plan">The detector.</param>
[RunTask("detection")]
internal sealed record DetectionTask(DetectorPlan Plan) : RunTask
{
    /// <summary>Random changes of the training pictures and their boxes, in place of the recipe's.</summary>
    public required DetectionAugmentation Augmentation { get; init; }

    /// <summary>Least overlap at which a prior stands for an object.</summary>
    [Released("0.5")]
    public float MatchOverlap { get; init; } = 0.5f;

    /// <summary>Background priors that count, for each that stands for an object.</summary>
    [Released("3")]
    public int NegativesPerPositive { get; init; } = 3;

    /// <summary>Epochs between two looks at the validation pictures; 0: none.</summary>
    [Released("1")]
    public int ValidateEvery { get; init; } = 1;

    /// <summary>What is kept of the detector's answers in evaluations.</summary>
    [Released("{}")]
    public SuppressionRule Suppression { get; init; } = new();

    /// <summary>
    /// SHA-256 of the classifier's weights that the backbone starts from; null: it starts from none. The weights
    /// themselves come with the pictures: <see cref="DetectionSplits.BackboneWeights"/>.
    /// </summary>
    public string? BackboneWeights { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => Plan.Name;

    /// <inheritdoc/>
    [JsonIgnore]
    public override (long Parameters, long MultiplyAdds) Cost =>
        DetectorCounter.Count(Plan) is var count ? (count.Parameters, count.MultiplyAdds) : default;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string ScoreName => "validation mAP";

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool TrainsInBfloat16 => true;

    /// <summary>Checks plan, recipe and the task's own numbers.</summary>
    /// <param name="recipe">How it is to be trained.</param>
    /// <returns>This task.</returns>
    /// <exception cref="WorkbenchException">One cannot be used; the message says which.</exception>
    public DetectionTask Validated(Recipe recipe)
    {
        Plan.Validated();
        recipe.Validated();
        Recipe.Require(recipe.LabelSmoothing == 0, $"a detector's loss has no label smoothing; it must be 0, not {recipe.LabelSmoothing}");
        Recipe.Require(recipe.Dropout is null, $"a detector has no dropout; it must be null, not {recipe.Dropout}");
        Recipe.Require(
            recipe.Augmentation == Sandglass.Data.Augmentation.None,
            $"a detector uses its task's augmentation; the recipe's must be none, not {recipe.Augmentation}");
        Recipe.Require(MatchOverlap is > 0 and < 1, $"the overlap of a match must lie in (0, 1), not {MatchOverlap}");
        Recipe.Require(NegativesPerPositive > 0, $"at least one background prior is needed per object, not {NegativesPerPositive}");
        Recipe.Require(ValidateEvery >= 0, $"epochs between validations must not be negative, not {ValidateEvery}");
        return this;
    }

    /// <inheritdoc/>
    public override ITaskTraining Begin(RunSpec spec, Sandglass.Data.IRunData data, IReadOnlyList<Run> needed) =>
        new DetectorTraining(spec, Validated(spec.Recipe), Of<DetectionSplits>(data));

    /// <summary>The <see cref="Detector"/> of a finished run, on the CPU. The caller disposes it.</summary>
    /// <inheritdoc/>
    public override nn.Module LoadNetwork(Run run)
    {
        var detector = new Detector(Plan, new RandomStreams(run.Spec.Seed));
        SafetensorsFile.Read(run.Checkpoint).LoadInto(detector);
        return detector;
    }
}
