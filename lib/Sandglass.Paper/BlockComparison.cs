using Sandglass.Networks;
using Sandglass.Studies;

namespace Sandglass.Paper;

/// <summary>
/// The main comparison: the three families in one macro-plan at equal cost. Only the block changes: depth, resolutions,
/// stem, head and classifier stay, and every block is full.
/// </summary>
internal static class BlockComparison
{
    /// <summary>Multiply-adds of the budget called <c>1x</c>.</summary>
    public const long FullBudget = 8_000_000;

    /// <summary>Families in the order of the tables.</summary>
    public static IReadOnlyList<BlockFamily> Families { get; } =
        [BlockFamily.Bottleneck, BlockFamily.InvertedResidual, BlockFamily.Sandglass];

    /// <summary>The comparison of <c>reproduce</c>: 8 M multiply-adds and two fifths of them.</summary>
    /// <param name="preset">Images, recipe and seeds.</param>
    public static Study OnSmallImages(Preset preset) => AtBudgets("blocks-standard", preset, preset.Recipe, 1, 0.4) with
    {
        Observers = ["confusion", "rank"],
        Observed = ("0.4x", preset.Seeds[0]), // they take as long as two more epochs
    };

    /// <summary>
    /// The comparison behind the claims: twice the epochs, ten seeds, three budgets, one learning rate. Ten, because at
    /// the spread of a pilot of five (0.7 points) ten find a difference of one margin in more than nine cases of ten.
    /// </summary>
    /// <param name="learningRate">The learning rate of every family.</param>
    public static Study AtSharedLearningRate(double learningRate) =>
        AtBudgets("blocks", Preset.Standard, Preset.Long(learningRate), 0.4, 0.2, 0.1) with { Seeds = [.. Enumerable.Range(1, 10)] };

    /// <summary>The same at the full budget, whose runs take as long as those of the three others together.</summary>
    /// <param name="learningRate">The learning rate of every family.</param>
    public static Study AtFullBudget(double learningRate) =>
        AtBudgets("blocks-large", Preset.Standard, Preset.Long(learningRate), 1) with { Seeds = [1, 2, 3, 4, 5] };

    /// <summary>The same at the learning rate that the sweep found best for each family.</summary>
    /// <param name="rates">The learning rate of each family.</param>
    public static Study AtTunedLearningRates(IReadOnlyDictionary<BlockFamily, double> rates)
    {
        var shared = AtSharedLearningRate(rates.Values.First());
        return shared with
        {
            Name = "blocks-tuned",
            Question = "Which block is most accurate at equal multiply-adds, each at its best learning rate?",
            Seeds = [1, 2, 3, 4, 5],
            Arms = [.. shared.Arms.Select(arm => arm with { Recipe = arm.Recipe with { LearningRate = rates[arm.Family!.Value] } })],
        };
    }

    /// <summary>The comparison at equal parameters: as many as the inverted residual has at two budgets.</summary>
    /// <param name="learningRate">The learning rate of every family.</param>
    public static Study AtEqualParameters(double learningRate)
    {
        var arms =
            from share in (double[])[1, 0.4]
            let reference = Match(BlockFamily.InvertedResidual, (long)(FullBudget * share)).Plan
            from family in Families
            let match = Budget.MatchParameters(width => MacroPlan.SmallImage.Fill(family, width), reference)
            select Arm(family, FormattableString.Invariant($"{share}x parameters"), match, Preset.Long(learningRate));
        return new Study
        {
            Name = "blocks-parameters",
            Question = "Which block is most accurate at equal parameters?",
            Data = Preset.Standard.Data,
            Seeds = [1, 2, 3],
            Arms = [.. arms],
            Comparisons = [.. arms.Select(arm => arm.Group).Distinct().SelectMany(Comparisons)],
        };
    }

    /// <summary>The same macro-plan filled with one family's blocks, met to a budget of multiply-adds.</summary>
    public static BudgetMatch Match(BlockFamily family, long multiplyAdds) =>
        Budget.MatchMultiplyAdds(width => MacroPlan.SmallImage.Fill(family, width), multiplyAdds);

    /// <summary>Sandglass against either other family decides; the other two are compared besides.</summary>
    internal static IEnumerable<PlannedComparison> Comparisons(string group) =>
    [
        new(FamilyBlocks.Name(BlockFamily.Sandglass), FamilyBlocks.Name(BlockFamily.InvertedResidual), group, IsPrimary: true),
        new(FamilyBlocks.Name(BlockFamily.Sandglass), FamilyBlocks.Name(BlockFamily.Bottleneck), group, IsPrimary: true),
        new(FamilyBlocks.Name(BlockFamily.InvertedResidual), FamilyBlocks.Name(BlockFamily.Bottleneck), group, IsPrimary: false),
    ];

    private static Study AtBudgets(string name, Preset preset, Recipe recipe, params double[] shares) => new()
    {
        Name = name,
        Question = "Which block is most accurate at equal multiply-adds?",
        Data = preset.Data,
        Seeds = preset.Seeds,
        Arms =
        [
            .. from share in shares
               from family in Families
               select Arm(family, FormattableString.Invariant($"{share}x"), Match(family, (long)(FullBudget * share)), recipe),
        ],
        Comparisons = [.. shares.SelectMany(share => Comparisons(FormattableString.Invariant($"{share}x")))],
    };

    private static StudyArm Arm(BlockFamily family, string group, BudgetMatch match, Recipe recipe) =>
        StudyArm.Of(FamilyBlocks.Name(family), group, family, match, recipe);
}
