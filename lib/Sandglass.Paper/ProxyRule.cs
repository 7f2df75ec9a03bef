using System.Globalization;
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
/// From the verdict of a planned comparison to that of a sentence. "More accurate" is supported where the first is ahead
/// (Holm-corrected), contradicted where it is behind, or equal or different by less than the margin though the paper's gain
/// is at least the margin, and undecided otherwise. "Not less accurate" is supported where the first is ahead, or equal or
/// different by less than the margin, contradicted where it is behind, and undecided otherwise.
/// </summary>
internal static class ProxyRule
{
    /// <summary>The rule in words, for the reader of a verdict.</summary>
    public const string Words =
        "A proxy is our own sentence about our own runs and never settles the paper's claim. \"More accurate\" is supported where the "
        + "first arm is ahead (paired t test over seeds, Holm-corrected), contradicted where it is behind, or where the arms are equal or "
        + "differ by less than the margin though the paper's gain is at least the margin, and undecided otherwise. \"Not less accurate\" is "
        + "supported where the first arm is ahead, or where the arms are equal or differ by less than the margin, contradicted where it is "
        + "behind without that, and undecided otherwise. A sentence about what "
        + "was measured inside networks is supported where all intervals lie on its side, contradicted where one lies on the other, and "
        + "undecided otherwise; together they have a level of 95 %.";

    /// <summary>The verdict of a sentence.</summary>
    /// <param name="relation">What the sentence says.</param>
    /// <param name="found">The verdict of first minus second.</param>
    /// <param name="margin">The study's margin, as a fraction.</param>
    /// <param name="publishedGain">The paper's gain, as a fraction; null where it states none.</param>
    internal static ProxyVerdict Of(ProxyRelation relation, Verdict found, double margin, double? publishedGain) => (relation, found) switch
    {
        (_, Verdict.Ahead) => ProxyVerdict.Supported,
        (_, Verdict.Behind) => ProxyVerdict.Contradicted,
        (ProxyRelation.NotLess, Verdict.Equivalent) => ProxyVerdict.Supported,
        (ProxyRelation.More, Verdict.Equivalent) when publishedGain >= margin => ProxyVerdict.Contradicted,
        _ => ProxyVerdict.Undecided,
    };

    internal static string Why(ComparisonOutcome found, double? publishedGain, ProxyVerdict verdict)
    {
        var margin = found.Column.Size(found.Test.Margin);
        return found.Verdict switch
        {
            Verdict.Equivalent => $"the first is {found.Words} of {margin}" + (verdict != ProxyVerdict.Undecided ? ""
                : publishedGain is { } gain ? $", and the paper's gain of {found.Column.Size(gain)} is smaller than that"
                : ", and the paper states no gain to hold beside that"),
            Verdict.Undecided => $"neither a difference nor that it is less than {margin} is shown"
                + (found.SeedsToDecide is { } seeds ? string.Create(CultureInfo.InvariantCulture, $"; {seeds} seeds would decide with a chance of 80 %") : ""),
            _ => $"the first is {found.Words}",
        };
    }
}
