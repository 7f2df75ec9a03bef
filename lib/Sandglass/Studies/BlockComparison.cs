using MathNet.Numerics.Statistics;
using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Networks;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>
/// The main comparison: the three families in one macro-plan at equal multiply-adds, over seeds. Only the block changes:
/// depth, resolutions, stem, head and classifier stay, and every block is full.
/// </summary>
/// <param name="Macro">The plan that every family fills.</param>
/// <param name="Budgets">Costs to meet.</param>
/// <param name="Preset">Recipe, data and seeds.</param>
public sealed record BlockComparison(MacroPlan Macro, IReadOnlyList<ComparisonBudget> Budgets, Preset Preset)
{
    private const long FullBudget = 8_000_000;

    /// <summary>Families in the order of the tables.</summary>
    public static IReadOnlyList<BlockFamily> Families { get; } =
        [BlockFamily.Bottleneck, BlockFamily.InvertedResidual, BlockFamily.Sandglass];

    /// <summary>The comparison behind the README: small images, 8 M multiply-adds and two fifths of them.</summary>
    public static BlockComparison OnSmallImages(Preset preset) =>
        new(MacroPlan.SmallImage, [new("1x", FullBudget), new("0.4x", FullBudget * 2 / 5)], preset);

    /// <summary>All runs, dear ones first, so that the last to finish are short.</summary>
    /// <param name="data">The images that the preset loads.</param>
    public IReadOnlyList<ComparisonRun> Runs(DataIdentity data) =>
    [
        .. from budget in Budgets
           from seed in Preset.Seeds
           from family in Families.Reverse()
           let match = Match(family, budget)
           select new ComparisonRun(family, budget, match, new RunSpec(match.Plan, Preset.Recipe, data, seed)),
    ];

    /// <summary>A family's plan at a budget.</summary>
    public BudgetMatch Match(BlockFamily family, ComparisonBudget budget) =>
        Budget.MatchMultiplyAdds(width => Macro.Fill(family, width), budget.MultiplyAdds);

    /// <summary>One row a family and budget, over the finished runs.</summary>
    /// <param name="finished">Places of the grid with their runs.</param>
    public static IReadOnlyList<ComparisonRow> Summarise(IEnumerable<(ComparisonRun Place, Run Run)> finished) =>
    [
        .. from item in finished
           group item by (item.Place.Budget, item.Place.Family) into cell
           let runs = cell.OrderBy(c => c.Place.Spec.Seed).Select(c => c.Run).ToArray()
           let accuracies = runs.Select(r => r.Summary.TestAccuracy).ToArray()
           orderby cell.Key.Budget.MultiplyAdds descending, cell.Key.Family
           select new ComparisonRow(
               cell.Key.Family,
               cell.Key.Budget.Name,
               cell.First().Place.Match.Width,
               runs[0].Summary.Parameters,
               runs[0].Summary.MultiplyAdds,
               [.. runs.Select(r => r.Summary.Spec.Seed)],
               accuracies,
               TInterval.OfMean(accuracies),
               runs.Select(r => r.Seconds).Median(),
               runs.Select(r => r.ImagesPerSecond).Median()),
    ];

    /// <summary>The learning curves of the finished runs.</summary>
    /// <param name="finished">Places of the grid with their runs.</param>
    public static IReadOnlyList<CurvePoint> Curves(IEnumerable<(ComparisonRun Place, Run Run)> finished) =>
    [
        .. from item in finished
           orderby item.Place.Budget.MultiplyAdds descending, item.Place.Family, item.Place.Spec.Seed
           from epoch in item.Run.Metrics
           select new CurvePoint(
               item.Place.Family,
               item.Place.Budget.Name,
               item.Place.Spec.Seed,
               epoch.Epoch,
               epoch.TrainingLoss,
               epoch.ValidationAccuracy),
    ];
}
