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
/// The comparison of two backbones in the small detector on generated pictures, written down before its runs: equal
/// multiply-adds, feature maps like for like, the same priors, recipe and pictures; mAP of VOC 2010 (area), paired by seed, decides.
/// </summary>
public static class DetectorComparison
{
    /// <summary>Its name, and that of the recorded study's folder.</summary>
    public const string Name = "detection";

    /// <summary>Multiply-adds of either arm: where the steps of both families' widths come closest to each other.</summary>
    public const long MultiplyAdds = 27_000_000;

    /// <summary>The families of the backbones, the first minus the second.</summary>
    public static IReadOnlyList<BlockFamily> Families { get; } = [BlockFamily.Sandglass, BlockFamily.InvertedResidual];

    /// <summary>The study with a preset's pictures, recipe and seeds.</summary>
    /// <param name="preset">The preset.</param>
    internal static Study Of(DetectionPreset preset)
    {
        var pictures = preset.Pictures ?? throw new WorkbenchException($"the pictures of the preset '{preset.Name}' are not generated; use another preset");
        return new Study
        {
            Name = Name,
            Question = "Does the small detector find more with sandglass blocks than with inverted residuals?",
            Data = new GeneratedPictures(pictures.Training, pictures.Validation, pictures.Test),
            Seeds = preset.Seeds,
            Arms = [.. Families.Select(family => new StudyArm(FamilyBlocks.Name(family), "", preset.Task(Matched(family)), preset.Recipe) { Family = family })],
            Comparisons = [new PlannedComparison(FamilyBlocks.Name(Families[0]), FamilyBlocks.Name(Families[1]), "", IsPrimary: true)],
            Outcome = "area",
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
    public static DetectorPlan Matched(BlockFamily family) => Enumerable.Range(20, 61).Select(hundredth => hundredth / 100.0)
        .Select(width => SmallDetector.Plan(family, width: width))
        .MinBy(plan => Math.Abs(DetectorCounter.Count(plan).MultiplyAdds - MultiplyAdds))!;

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
    /// <inheritdoc/>
    internal override IRunData Load() => DetectionSplits.Of(GeneratedSplits.Load(Training, Validation, Test));
}
