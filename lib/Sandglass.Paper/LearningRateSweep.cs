using System.Globalization;
using Sandglass.Networks;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Paper;

/// <summary>
/// The learning rate of each family at each budget, chosen on the validation split over one grid and the same seeds. The grid
/// goes on until runs diverge, which is an answer too: a rate at which one did is never chosen.
/// </summary>
internal static class LearningRateSweep
{
    /// <summary>The grid.</summary>
    public static IReadOnlyList<double> Rates { get; } = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6];

    /// <summary>Every family at every budget of the main comparison and at every rate.</summary>
    /// <param name="images">The images.</param>
    public static Study On(ComparedImages images)
    {
        var matches =
            (from share in BlockComparison.Shares
             from family in BlockComparison.Families
             select (Share: share, Family: family, Match: images.Match(family, share))).ToArray();
        return new Study
        {
            Name = $"learning-rate{images.Suffix}",
            Question = "Which learning rate suits each family at each budget?",
            Data = images.Data,
            Seeds = [1, 2],
            Backend = Backends.Fused,
            MayDiverge = true,
            Arms =
            [
                .. from rate in Rates
                   from place in matches
                   select StudyArm.Of(FamilyBlocks.Name(place.Family), Group(place.Share, rate), place.Family, place.Match, Preset.Long(rate)),
            ],
        };
    }

    /// <summary>The rate with the highest mean validation accuracy of each family at each budget, such as <c>0.4x</c>; of equals the
    /// lower.</summary>
    /// <param name="rows">The sweep's runs.</param>
    /// <exception cref="WorkbenchException">A run of a family diverged at every rate.</exception>
    public static IReadOnlyDictionary<(BlockFamily Family, string Budget), double> Best(IEnumerable<StudyRow> rows) => rows
        .GroupBy(row => (row.Family!.Value, Budget(row)))
        .ToDictionary(place => place.Key, place => BestRate.Of(place, Accuracy, $"of {FamilyBlocks.Name(place.Key.Item1)} at {place.Key.Item2} "));

    /// <summary>The one rate with the highest mean over all families and budgets, each counting the same; of equals the lower.</summary>
    /// <param name="rows">The sweep's runs.</param>
    /// <exception cref="WorkbenchException">A run diverged at every rate.</exception>
    public static double Shared(IEnumerable<StudyRow> rows) =>
        BestRate.Of(rows, runs => runs.GroupBy(row => (row.Family, Budget(row))).Average(Accuracy));

    private static double Accuracy(IEnumerable<StudyRow> runs) => runs.Average(row => row.ValidationAccuracy);

    private static string Group(double share, double rate) => string.Create(CultureInfo.InvariantCulture, $"{BlockComparison.Group(share)}, learning rate {rate}");

    /// <summary>The budget of a run of the sweep, such as <c>0.4x</c>.</summary>
    internal static string Budget(StudyRow row) => row.Group.Split(',')[0];
}
