using System.Text.Json;
using Sandglass.Data;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data.Generated;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Training;
using Sandglass.Networks;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Detection.Studies;

/// <summary>
/// The comparison of two families of blocks in the small detector on generated pictures, written down before its runs: one
/// macro-plan, equal multiply-adds, the same priors and pictures, a recipe that differs in the learning rate alone; mAP of
/// VOC 2010 (area), paired by seed, decides.
/// </summary>
public static class DetectorComparison
{
    /// <summary>Its name, and that of the recorded study's folder.</summary>
    public const string Name = "detection";

    /// <summary>Multiply-adds of either arm: where the steps of both families' widths come closest to each other.</summary>
    public const long MultiplyAdds = 27_000_000;

    // Two points: a smaller difference would take more seeds than two cores can train.
    private const double Margin = 0.02;

    /// <summary>The families of the backbones, the first minus the second.</summary>
    public static IReadOnlyList<BlockFamily> Families { get; } = [BlockFamily.Sandglass, BlockFamily.InvertedResidual];

    /// <summary>The study with a preset's pictures, recipe and seeds.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="rates">The learning rate of each family; null: the preset's.</param>
    internal static Study Of(DetectionPreset preset, IReadOnlyDictionary<BlockFamily, double>? rates = null)
    {
        var pictures = GeneratedPictures.Of(preset);
        return new Study
        {
            Name = Name,
            Question = "Does the small detector find more with sandglass blocks than with inverted residuals?",
            Data = pictures,
            Seeds = preset.Seeds,
            Backend = Backends.Fused,
            Arms = [.. Families.Select(family => Arm(preset, Matched(family), "", rates?[family] ?? preset.Recipe.LearningRate))],
            Comparisons = [new PlannedComparison(FamilyBlocks.Name(Families[0]), FamilyBlocks.Name(Families[1]), "", IsPrimary: true)],
            Outcome = "area",
            Margin = Margin,
            About = new Dictionary<string, JsonElement>
            {
                ["epochs"] = JsonSerializer.SerializeToElement(preset.Recipe.Epochs, RunJson.Options),
                ["trainingImages"] = JsonSerializer.SerializeToElement(pictures.Training, RunJson.Options),
                ["testImages"] = JsonSerializer.SerializeToElement(pictures.Test, RunJson.Options),
                ["classes"] = JsonSerializer.SerializeToElement(GeneratedSet.ClassNames, RunJson.Options),
            },
        };
    }

    /// <summary>The small detector of a family at the budget, by the backbone's width.</summary>
    /// <param name="family">Sandglass or inverted residual.</param>
    public static DetectorPlan Matched(BlockFamily family) => Enumerable.Range(500, 201).Select(thousandth => thousandth / 1000.0)
        .Select(width => SmallDetector.Plan(family, width: width))
        .MinBy(plan => Math.Abs(DetectorCounter.Count(plan).MultiplyAdds - MultiplyAdds))!;

    /// <summary>A detector as a preset trains it at a learning rate.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="plan">The detector.</param>
    /// <param name="group">What it is compared within.</param>
    /// <param name="rate">The learning rate after warm-up.</param>
    internal static StudyArm Arm(DetectionPreset preset, DetectorPlan plan, string group, double rate) =>
        new(FamilyBlocks.Name(plan.Backbone.Family), group, preset.Task(plan), preset.Recipe with { LearningRate = rate }) { Family = plan.Backbone.Family };

    /// <summary>Detections on one of the pictures that a record keeps, of the arm's first run.</summary>
    /// <param name="record">The recorded study.</param>
    /// <param name="family">The blocks of the backbone.</param>
    /// <param name="picture">Index of the picture in the test set.</param>
    /// <exception cref="WorkbenchException">The table is damaged.</exception>
    public static IReadOnlyList<ScoredBox> Detections(this StudyRecord record, BlockFamily family, int picture)
    {
        var rows = record.Observed<SampleBox>(DetectionTables.Samples).Where(row => row.Arm == FamilyBlocks.Name(family)).ToArray();
        var first = rows.Select(row => row.Seed).DefaultIfEmpty().Min();
        return
        [
            .. from row in rows
               where row.Seed == first && row.Row.Picture == picture
               let box = row.Row
               select new ScoredBox(new Box((float)box.Left, (float)box.Top, (float)box.Right, (float)box.Bottom), box.Class, (float)box.Score),
        ];
    }
}

/// <summary>Pictures made of Fashion-MNIST's garments.</summary>
/// <param name="Training">Pictures for training.</param>
/// <param name="Validation">Pictures for choosing.</param>
/// <param name="Test">Pictures for testing.</param>
[Kind("generated")]
internal sealed record GeneratedPictures(int Training, int Validation, int Test) : DataSource
{
    /// <summary>Those of a preset.</summary>
    /// <exception cref="WorkbenchException">They are not generated.</exception>
    public static GeneratedPictures Of(DetectionPreset preset) => preset.Pictures is var (training, validation, test)
        ? new GeneratedPictures(training, validation, test)
        : throw new WorkbenchException($"the pictures of the preset '{preset.Name}' are not generated; use another preset");

    /// <inheritdoc/>
    internal override IRunData Load() => DetectionSplits.Of(GeneratedSplits.Load(Training, Validation, Test));
}
