using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>The learning rate of each family, chosen on the validation split over one grid and the same seeds.</summary>
public static class LearningRateSweep
{
    /// <summary>The grid.</summary>
    public static IReadOnlyList<double> Rates { get; } = [0.05, 0.1, 0.2, 0.4];

    /// <summary>Every family at every rate, at 0.4x of the full budget.</summary>
    public static Study Study() => new()
    {
        Name = "learning-rate",
        Question = "Which learning rate suits each family?",
        Preset = Preset.Standard,
        Seeds = [1, 2],
        Arms =
        [
            .. from rate in Rates
               from family in BlockComparison.Families
               select new StudyArm(
                   FamilyBlocks.Name(family),
                   Group(rate),
                   family,
                   BlockComparison.Match(family, BlockComparison.FullBudget * 2 / 5),
                   SmallImageRecipe.Long with { LearningRate = rate }),
        ],
    };

    /// <summary>The rate with the highest mean validation accuracy of each family; of equals the lower.</summary>
    /// <param name="rows">The sweep's runs.</param>
    public static IReadOnlyDictionary<BlockFamily, double> Best(IEnumerable<StudyRow> rows) => rows
        .GroupBy(row => row.Family)
        .ToDictionary(family => family.Key, family => family
            .GroupBy(row => row.LearningRate)
            .OrderByDescending(rate => rate.Average(row => row.ValidationAccuracy))
            .ThenBy(rate => rate.Key)
            .First().Key);

    private static string Group(double rate) => FormattableString.Invariant($"learning rate {rate}");
}
