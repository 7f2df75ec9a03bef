using Sandglass.Statistics;

namespace Sandglass.Paper;

/// <summary>How often a comparison and the sentence about it get which verdict.</summary>
/// <param name="Verdicts">The verdicts of simulated comparisons, all with the same true difference.</param>
internal sealed record ProxyPower(IReadOnlyList<(Verdict Comparison, ProxyVerdict Proxy)> Verdicts)
{
    /// <summary>What a sentence about simulated comparisons comes to.</summary>
    /// <param name="relation">What the sentence says.</param>
    /// <param name="published">The published effect as it is here; null where none is stated.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="simulated">The comparisons.</param>
    public static ProxyPower Of(ProxyRelation relation, double? published, double margin, IEnumerable<JudgedTest> simulated) =>
        new([.. simulated.Select(test => (test.Verdict, ProxyRule.Of(relation, test.Corrected, test.Verdict, margin, published)))]);

    /// <summary>The share of comparisons with a verdict.</summary>
    public double Rate(Verdict verdict) => Verdicts.Average(found => found.Comparison == verdict ? 1.0 : 0.0);

    /// <summary>The share of sentences with a verdict.</summary>
    public double Rate(ProxyVerdict verdict) => Verdicts.Average(found => found.Proxy == verdict ? 1.0 : 0.0);
}
