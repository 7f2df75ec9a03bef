using Sandglass.Detection.Training;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Detection.Studies;

/// <summary>The learning rate of each family in the small detector, chosen on the validation pictures over one grid and the same seeds.</summary>
internal static class DetectorRates
{
    /// <summary>The study's name, and that of its record's folder.</summary>
    public const string Name = "detection-rate";

    private const string ValidationPrecision = "validation_precision";
    private const int Seeds = 2;

    /// <summary>The grid.</summary>
    public static IReadOnlyList<double> Rates { get; } = [0.0125, 0.025, 0.05, 0.1];

    /// <summary>The detectors of the comparison at every rate, with a preset's pictures and recipe.</summary>
    /// <param name="preset">The preset.</param>
    public static Study Of(DetectionPreset preset)
    {
        var plans = DetectorComparison.Families.Select(DetectorComparison.Matched).ToArray();
        return new Study
        {
            Name = Name,
            Question = "Which learning rate suits each family in the small detector?",
            Data = GeneratedPictures.Of(preset),
            Seeds = [.. preset.Seeds.Take(Seeds)],
            Backend = Backends.Fused,
            Arms =
            [
                .. from rate in Rates
                   from plan in plans
                   select DetectorComparison.Arm(preset, plan, FormattableString.Invariant($"learning rate {rate}"), rate),
            ],
            Outcome = ValidationPrecision,
        };
    }

    /// <summary>The rate with the highest mean validation mAP of each family; of equals the lower.</summary>
    /// <param name="rows">The study's runs.</param>
    public static IReadOnlyDictionary<BlockFamily, double> Best(IEnumerable<StudyRow> rows) => rows
        .GroupBy(row => row.Family!.Value)
        .ToDictionary(family => family.Key, family => BestRate.Of(family, runs => runs.Average(row => row.Number(ValidationPrecision))));
}
