using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Paper;

/// <summary>What a sentence says of two arms.</summary>
internal enum ProxyRelation
{
    /// <summary>The first is more accurate.</summary>
    More,

    /// <summary>The first is not less accurate.</summary>
    NotLess,
}

/// <summary>
/// From a planned comparison to the verdict of a sentence, by the corrected interval (<see cref="ComparisonOutcome.Corrected"/>)
/// and the published gain as it is here (<see cref="PublishedGain.At"/>). "More accurate" needs a difference and no margin, since
/// the paper states a gain and not its size at our accuracy. "Not less accurate" cannot be shown exactly: it needs the margin that
/// was written down beforehand (non-inferiority). A difference that is shown to be negative contradicts it however small it
/// is, as it contradicts "more accurate".
/// </summary>
internal static class ProxyRule
{
    /// <summary>The rule in words, for the reader of a verdict.</summary>
    public const string Words =
        "A proxy is our own sentence about our own runs and never settles the paper's claim. Its interval is corrected: the paired t interval "
        + "over seeds at the level that Holm's procedure gives the comparison, so that it leaves zero out exactly if the corrected test finds a "
        + "difference. The published effect is the paper's gain as a shift in logits, carried over from its accuracy to that of the second arm here. "
        + "\"More accurate\" is supported if the interval lies above zero, and \"smaller than published\" is added if it lies below the published "
        + "effect; it is contradicted if the interval lies below the published effect and not above zero, or, if no size is published, if it lies "
        + "below zero; otherwise it is undecided. \"Not less accurate\" is contradicted if the interval lies below zero, supported if it does not "
        + "and lies above minus the margin or the arms are equal within the margin, and undecided otherwise. A sentence about what "
        + "was measured inside networks is supported where all intervals lie on its side, contradicted where one lies on the other and none on "
        + "its own, and undecided otherwise; together they have a level of 95 %. \"Not slower\" is supported if the interval over launches of the ratio of "
        + "two latencies lies below the margin above one, contradicted if it does not and lies above one, and undecided otherwise.";

    /// <summary>The verdict of a sentence.</summary>
    /// <param name="relation">What the sentence says.</param>
    /// <param name="corrected">First minus second with its corrected interval, as a fraction; bounds of NaN decide nothing.</param>
    /// <param name="found">The verdict of the comparison.</param>
    /// <param name="margin">The study's margin, as a fraction.</param>
    /// <param name="published">The published effect as it is here, as a fraction; null where none is stated.</param>
    internal static ProxyVerdict Of(ProxyRelation relation, Interval corrected, Verdict found, double margin, double? published) => relation switch
    {
        ProxyRelation.More when corrected.Low > 0 => ProxyVerdict.Supported,
        ProxyRelation.More when corrected.High < (published ?? 0) => ProxyVerdict.Contradicted,
        ProxyRelation.NotLess when corrected.High < 0 => ProxyVerdict.Contradicted,
        ProxyRelation.NotLess when corrected.Low > -margin || found == Verdict.Equivalent => ProxyVerdict.Supported,
        _ => ProxyVerdict.Undecided,
    };

    /// <summary>Seeds with which the rule decides in 80 % of cases at this spread; null from one seed or beyond 1000.</summary>
    /// <param name="found">The comparison.</param>
    /// <param name="published">The published effect as it is here; null where none is stated: then the margin stands for it.</param>
    internal static int? SeedsToDecide(ComparisonOutcome found, double? published) => published is not { } effect ? found.SeedsToDecide
        : double.IsNaN(found.Test.Spread) ? null
        : SeedsNeeded.ToFind(found.Test.Spread, effect, tests: found.Comparisons);

    /// <summary>How the verdict follows, a part of a sentence.</summary>
    internal static string Why(ComparisonOutcome found, double? published) =>
        Found(found) + (double.IsNaN(found.Corrected.Low) ? "" : $"; the corrected interval is {found.Column.Bounds(found.Corrected)}")
        + (published is { } effect ? $", and the published effect is {Signed(found, effect)} here" : "");

    private static string Found(ComparisonOutcome found) => found.Verdict switch
    {
        Verdict.Undecided => $"neither a difference nor that it is less than {Margin(found)} is shown",
        Verdict.Equivalent => $"the first is {found.Words} of {Margin(found)}",
        _ => $"the first is {found.Words}",
    };

    private static string Margin(ComparisonOutcome found) => found.Column.Size(found.Test.Margin);

    private static string Signed(ComparisonOutcome found, double difference) => found.Column.Signed(difference);
}
