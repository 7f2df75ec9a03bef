using Sandglass.Analysis.Ranks;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Studies.Diagnostics;

namespace Sandglass;

/// <summary>What was measured inside the networks of a study while they were trained: gradients, ranks, linear probes, and shortcuts
/// that were changed. Empty where the study measured nothing of the kind.</summary>
public sealed record Diagnostics
{
    private const string LastBlock = "stage3.block3.out";

    private readonly StudyRecord _study;
    private readonly IReadOnlyList<Observed<ConfusionRow>> _gradients;
    private readonly IReadOnlyList<Observed<RankRow>> _ranks;
    private readonly IReadOnlyList<Observed<LinearProbeRow>> _probes;
    private readonly IReadOnlyList<Observed<InterventionRow>> _interventions;

    /// <summary>Reads them.</summary>
    /// <param name="study">A study with diagnostics, such as <c>inside</c>.</param>
    /// <exception cref="WorkbenchException">A table is damaged.</exception>
    public Diagnostics(StudyRecord study)
    {
        _study = study;
        _gradients = study.Observed<ConfusionRow>(ConfusionRow.FileName);
        _ranks = study.Observed<RankRow>(RankRow.FileName);
        _probes = study.Observed<LinearProbeRow>(LinearProbeRow.FileName);
        _interventions = study.Observed<InterventionRow>(InterventionRow.FileName);
    }

    /// <summary>Epochs after which the networks were measured; 0 is before training.</summary>
    public IReadOnlyList<int> Epochs => [.. _gradients.Select(row => row.Row.Epoch).Concat(_ranks.Select(row => row.Row.Epoch)).Distinct().Order()];

    /// <summary>Cosines between the gradients of mini-batches as densities, a slider over the epochs.</summary>
    public Figure GradientDensities() => ConfusionFigures.Densities(_gradients);

    /// <summary>Median cosine by epoch, with its nulls.</summary>
    public Figure GradientAgreement() => ConfusionFigures.OverEpochs(_gradients, ConfusionQuantity.Median);

    /// <summary>Median cosine of each block's own parameters by epoch.</summary>
    /// <param name="group">The budget.</param>
    public Figure GradientAgreementByBlock(string group) => ConfusionFigures.ByBlock([.. _gradients.Where(row => row.Group == group)], ConfusionQuantity.Median);

    /// <summary>Whether the gradients of sandglass networks agree more than those of the other families, and confuse less by the cited paper's least cosine and bound η: before training, after the
    /// last epoch, and at the lowest loss that all runs of a budget reached.</summary>
    public IReadOnlyList<FamilyStatement> GradientDifferences()
    {
        var whole = _gradients.Where(EqualLoss.IsOfWholeNetwork).ToArray();
        var last = whole.Select(row => row.Row.Epoch).DefaultIfEmpty().Max();
        return
        [
            .. FamilyStatement.Of("before training, gradients of the sandglass agree more (median cosine)", whole.Where(row => row.Row.Epoch == 0), row => row.Median),
            .. FamilyStatement.Of(FormattableString.Invariant($"after epoch {last}, they agree more"), whole.Where(row => row.Row.Epoch == last), row => row.Median),
            .. FamilyStatement.Of("at equal loss, they agree more", EqualLoss.Of(_gradients, row => row.Median), at => at.Value),
            .. FamilyStatement.Of("at equal loss, their least cosine is higher", EqualLoss.Of(_gradients, row => row.Minimum), at => at.Value),
            .. FamilyStatement.Of("at equal loss, their bound η is smaller (differences of −η)", EqualLoss.Of(_gradients, row => -row.Eta), at => at.Value),
        ];
    }

    /// <summary>Effective rank over channels at the blocks' outputs after the last epoch, with its nulls.</summary>
    public Figure RankAlongDepth() => RankFigures.AlongDepth(_ranks);

    /// <summary>Whether the last block of sandglass networks has a higher effective rank: as a share of its channels, and in directions.</summary>
    public IReadOnlyList<FamilyStatement> RankDifferences()
    {
        var last = _ranks.Select(row => row.Row.Epoch).DefaultIfEmpty().Max();
        var ends = _ranks.Where(row => row.Row.Epoch == last && row.Row.Source == RankSource.Network
            && row.Row.Scaling == ChannelScaling.Standardized && row.Row.Place == LastBlock).ToArray();
        return
        [
            .. FamilyStatement.Of("the last block of the sandglass has a higher effective rank as a share of its channels", ends, row => row.EffectiveRank / row.Channels),
            .. FamilyStatement.Of("it has a higher effective rank in directions", ends, row => row.EffectiveRank),
        ];
    }

    /// <summary>Accuracy of linear probes along depth.</summary>
    public Figure LinearProbes() => RankFigures.LinearProbes(_probes);

    /// <summary>Whether a linear probe reads more from sandglass networks, from all features and at equal dimension: at the last block,
    /// and on average over depth.</summary>
    public IReadOnlyList<FamilyStatement> LinearProbeDifferences()
    {
        Observed<LinearProbeRow>[] Of(ProbeWidth width) => [.. _probes.Where(row => row.Row.Width == width)];
        IEnumerable<FamilyStatement> Statements(string how, Observed<LinearProbeRow>[] rows) =>
        [
            .. FamilyStatement.Of($"{how}, a linear probe reads more from the last block of the sandglass", rows.Where(row => row.Row.Place == LastBlock), row => row.Accuracy),
            .. FamilyStatement.Of($"{how}, it reads more on average over depth", rows, row => row.Accuracy),
        ];
        return [.. Statements("from all features", Of(ProbeWidth.Full)), .. Statements("at equal dimension", Of(ProbeWidth.EqualDimension))];
    }

    /// <summary>What changed shortcuts do to the trained networks, the weights left as they are: mean over all runs.</summary>
    public IReadOnlyList<Intervention> Interventions() =>
    [
        .. _interventions.GroupBy(row => row.Row.Variant).Select(variant => new Intervention(
            variant.Key, variant.Average(row => row.Row.EffectiveRank), variant.Average(row => row.Row.MedianCosine), variant.Average(row => row.Row.Accuracy))),
    ];

    /// <summary>Validation accuracy against a metric, a point a run and changed shortcut.</summary>
    /// <param name="metric"><c>effective_rank</c> or <c>median_cosine</c>.</param>
    /// <exception cref="WorkbenchException">There is no such metric.</exception>
    public Figure AccuracyAgainst(string metric) => CausalFigures.AccuracyAgainst(_interventions, Quantity(metric), Correlation(metric));

    /// <summary>Whether accuracy moves with a metric when shortcuts are changed, each run relative to the mean of its network.</summary>
    /// <param name="metric"><c>effective_rank</c> or <c>median_cosine</c>.</param>
    /// <exception cref="WorkbenchException">There is no such metric.</exception>
    public MetricCorrelation Correlation(string metric) =>
        MetricCorrelation.Of(CausalRecords.Of(_study, Quantity(metric).Of), new RandomStreams(1), withinWidths: true);

    private static InterventionQuantity Quantity(string metric) => metric switch
    {
        "effective_rank" => InterventionQuantity.EffectiveRank,
        "median_cosine" => InterventionQuantity.MedianCosine,
        _ => throw new WorkbenchException($"shortcuts were changed to see effective_rank and median_cosine, not '{metric}'"),
    };
}

/// <summary>Trained networks with one change of their shortcuts.</summary>
/// <param name="Variant">What was changed; <c>intact</c>: nothing.</param>
/// <param name="EffectiveRank">Effective rank at the last block's output over its channels, in [0, 1].</param>
/// <param name="MedianCosine">Median cosine of the gradients of mini-batches.</param>
/// <param name="Accuracy">Share of right validation images.</param>
public sealed record Intervention(string Variant, double EffectiveRank, double MedianCosine, double Accuracy);

/// <summary>A statement that the sandglass is higher than another family, held against every budget.</summary>
/// <param name="Statement">What is stated.</param>
/// <param name="Other">The other family.</param>
public sealed record FamilyStatement(string Statement, BlockFamily Other)
{
    /// <summary>Sandglass minus the other, a budget each, paired by seed; the intervals are not corrected for how many there are.</summary>
    internal IReadOnlyList<ObservedDifference> Differences { get; init; } = [];

    /// <summary>What the differences say.</summary>
    public string Verdict => ObservedDifference.Judge(Differences);

    internal static IEnumerable<FamilyStatement> Of<T>(string statement, IEnumerable<Observed<T>> rows, Func<T, double> value)
    {
        var taken = rows.ToArray();
        return new[] { BlockFamily.InvertedResidual, BlockFamily.Bottleneck }
            .Select(other => new FamilyStatement(statement, other) { Differences = ObservedDifference.Of(taken, BlockFamily.Sandglass, other, value) });
    }
}
