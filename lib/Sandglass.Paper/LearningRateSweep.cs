using Sandglass.Networks;
using Sandglass.Studies;

namespace Sandglass.Paper;

/// <summary>The learning rate of each family, chosen on the validation split over one grid and the same seeds.</summary>
internal static class LearningRateSweep
{
    /// <summary>The grid; 0.8 was added when 0.4, the last, came out best for two families.</summary>
    public static IReadOnlyList<double> Rates { get; } = [0.05, 0.1, 0.2, 0.4, 0.8];

    /// <summary>Every family at every rate, at 0.4x of the full budget.</summary>
    public static Study Study()
    {
        var matches = BlockComparison.Families.ToDictionary(
            family => family, family => BlockComparison.Match(family, BlockComparison.FullBudget * 2 / 5));
        return new Study
        {
            Name = "learning-rate",
            Question = "Which learning rate suits each family?",
            Data = Preset.Standard.Data,
            Seeds = [1, 2],
            Arms =
            [
                .. from rate in Rates
                   from match in matches
                   select StudyArm.Of(
                       FamilyBlocks.Name(match.Key), Group(rate), match.Key, match.Value, Preset.Long(rate)),
            ],
        };
    }

    /// <summary>The rate with the highest mean validation accuracy of each family; of equals the lower.</summary>
    /// <param name="rows">The sweep's runs.</param>
    public static IReadOnlyDictionary<BlockFamily, double> Best(IEnumerable<StudyRow> rows) => rows
        .GroupBy(row => row.Family!.Value)
        .ToDictionary(family => family.Key, family => family
            .GroupBy(row => row.LearningRate)
            .OrderByDescending(rate => rate.Average(row => row.ValidationAccuracy))
            .ThenBy(rate => rate.Key)
            .First().Key);

    /// <summary>The one rate with the highest mean over all families, each counting the same; of equals the lower.</summary>
    /// <param name="rows">The sweep's runs.</param>
    public static double Shared(IEnumerable<StudyRow> rows) => rows
        .GroupBy(row => row.LearningRate)
        .OrderByDescending(rate => rate.GroupBy(row => row.Family).Average(family => family.Average(row => row.ValidationAccuracy)))
        .ThenBy(rate => rate.Key)
        .First().Key;

    private static string Group(double rate) => FormattableString.Invariant($"learning rate {rate}");
}
