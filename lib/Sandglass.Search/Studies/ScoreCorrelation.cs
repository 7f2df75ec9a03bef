using Sandglass.Search.Training;
using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Search.Studies;

/// <summary>How a number of random cells that needs no training goes with their accuracy.</summary>
/// <param name="Arm">The arm that drew the cells.</param>
/// <param name="Score">Name of the number.</param>
/// <param name="Rho">Spearman's rank correlation within seeds, with a t interval over them, which is not corrected.</param>
internal sealed record ScoreCorrelation(string Arm, string Score, Interval Rho)
{
    /// <summary>The scores without training, and the cost.</summary>
    public static IReadOnlyList<(string Name, Func<RandomCandidate, double> Of)> Scores { get; } =
    [
        ("gradient norm", cell => cell.GradientNorm),
        ("SynFlow", cell => cell.LogSynFlow),
        ("parameters", cell => cell.Parameters),
        ("multiply-adds", cell => cell.MultiplyAdds),
    ];

    /// <summary>The correlation with its interval and what follows: <c>−0.07 (−0.37 to 0.24), undecided</c>.</summary>
    public override string ToString() => $"{Mean} ({Bounds}), {Verdict}";

    /// <summary>The correlation.</summary>
    public string Mean => Text(Rho.Mean);

    /// <summary>Its interval.</summary>
    public string Bounds => double.IsNaN(Rho.Low) ? "one seed" : $"{Text(Rho.Low)} to {Text(Rho.High)}";

    /// <summary>What the interval says: undecided where it holds zero or is not known.</summary>
    public string Verdict => Rho switch { { Low: > 0 } => "rises with accuracy", { High: < 0 } => "falls with accuracy", _ => "undecided" };

    /// <summary>All scores in each arm of random search; those of arms without two different candidates are left out.</summary>
    /// <param name="record">The study.</param>
    /// <exception cref="WorkbenchException">The table of candidates is damaged.</exception>
    public static IReadOnlyList<ScoreCorrelation> Of(StudyRecord record) =>
    [
        .. from arm in record.RandomCandidates().GroupBy(row => row.Arm)
           from score in Scores
           let rho = Of(arm, score.Of)
           where rho is not null
           select new ScoreCorrelation(arm.Key, score.Name, rho),
    ];

    /// <summary>The rank correlation of a number of the candidates of one space with their accuracy.</summary>
    /// <returns>Null where no seed has two different candidates.</returns>
    internal static Interval? Of(IEnumerable<Observed<RandomCandidate>> candidates, Func<RandomCandidate, double> score) =>
        RankCorrelation.OverSeeds(candidates.GroupBy(row => row.Seed).Select(seed => (
            (IReadOnlyList<double>)[.. seed.Select(row => score(row.Row))], (IReadOnlyList<double>)[.. seed.Select(row => row.Row.Accuracy)])));

    private static string Text(double rho) => FormattableString.Invariant($"{rho:0.00;−0.00;0.00}");
}
