using Sandglass.Runtime;

namespace Sandglass.Statistics;

/// <summary>
/// A permutation test of paired differences: if the two arms were alike, the labels of a pair could as well be exchanged,
/// which turns the sign of its difference (Fisher 1935). With twelve seeds or fewer all ways to exchange labels are tried.
/// With more it is 4,096 of them, the recorded labels and random ones, so that p is never zero (Phipson and Smyth 2010).
/// </summary>
/// <param name="Labellings">Ways to label the pairs that were tried.</param>
/// <param name="P">Share of them in which the mean difference, whatever its sign, is as large as with the recorded labels.</param>
/// <param name="Found">Share of them in which the corrected test finds a difference.</param>
/// <param name="FoundInFamily">Share of them in which the corrected test finds a difference in any comparison of the family.</param>
internal sealed record PermutationTest(int Labellings, double P, double Found, double FoundInFamily)
{
    private const int MostSeedsOfAll = 12;
    private const double Rounding = 1e-9;

    /// <summary>Tests comparisons that are corrected together. Labels are exchanged by seed, in all comparisons alike.</summary>
    /// <param name="family">The differences of each comparison by seed.</param>
    /// <param name="margin">The margin.</param>
    /// <param name="random">Which labels are exchanged.</param>
    public static IReadOnlyList<PermutationTest> OfFamily(IReadOnlyList<IReadOnlyDictionary<int, double>> family, double margin, RandomStream random)
    {
        int[] seeds = [.. family.SelectMany(test => test.Keys).Distinct().Order()];
        var quantiles = new StudentQuantiles();
        IReadOnlyList<JudgedTest> Judged(Dictionary<int, int> signs) =>
            Verdicts.Of([.. family.Select(test => PairedTest.Of([.. test.Select(pair => signs[pair.Key] * pair.Value)], margin, quantiles))], quantiles);
        var labelled = Signs(seeds, random).Select(Judged).ToArray();
        var foundInFamily = Share(labelled, tests => tests.Any(IsFound));
        return
        [
            .. family.Select((_, i) => new PermutationTest(
                labelled.Length,
                Share(labelled, tests => Size(tests[i]) >= (1 - Rounding) * Size(labelled[0][i])),
                Share(labelled, tests => IsFound(tests[i])),
                foundInFamily)),
        ];
    }

    // The recorded labels first.
    private static IEnumerable<Dictionary<int, int>> Signs(int[] seeds, RandomStream random) => Enumerable.Range(0, 1 << Math.Min(seeds.Length, MostSeedsOfAll))
        .Select(labelling => seeds.Index().ToDictionary(seed => seed.Item, seed =>
            (seeds.Length <= MostSeedsOfAll ? labelling >> seed.Index & 1 : labelling > 0 ? random.NextInt32(2) : 0) == 0 ? 1 : -1));

    private static double Size(JudgedTest test) => Math.Abs(test.Corrected.Mean);

    private static bool IsFound(JudgedTest test) => test.Verdict is Verdict.Ahead or Verdict.Behind;

    private static double Share<T>(IReadOnlyList<T> items, Func<T, bool> counts) => items.Average(item => counts(item) ? 1.0 : 0.0);
}
