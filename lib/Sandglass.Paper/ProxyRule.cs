using System.Globalization;
using Sandglass.Statistics;

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
/// (Holm-corrected), contradicted where it is behind, or equivalent within the margin though the paper's gain is at
/// least the margin, and undecided otherwise. "Not less accurate" is supported where the first is ahead or equivalent,
/// contradicted where it is behind, and undecided otherwise.
/// </summary>
public static class ProxyRule
{
    /// <summary>The rule in words, for the reader of a verdict.</summary>
    public const string Words =
        "A proxy is our own sentence about our own runs and never settles the paper's claim. \"More accurate\" is supported where the "
        + "first arm is ahead (paired t test over seeds, Holm-corrected), contradicted where it is behind, or equivalent within the "
        + "margin though the paper's gain is at least the margin, and undecided otherwise. \"Not less accurate\" is supported where the "
        + "first arm is ahead or equivalent within the margin, contradicted where it is behind, and undecided otherwise. A sentence about what "
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

    internal static string Why(Verdict found, double margin, double? publishedGain, ProxyVerdict verdict, int? seedsToDecide) => found switch
    {
        Verdict.Ahead => "the first is ahead",
        Verdict.Behind => "the first is behind",
        Verdict.Equivalent when verdict == ProxyVerdict.Undecided => publishedGain is { } gain
            ? $"equal within {Points(margin)} points, and the paper's gain of {Points(gain)} is smaller than that"
            : $"equal within {Points(margin)} points, and the paper states no gain to hold beside that",
        Verdict.Equivalent => $"equal within {Points(margin)} points",
        _ => seedsToDecide is { } seeds
            ? string.Create(CultureInfo.InvariantCulture, $"neither a difference nor equality within {Points(margin)} points is shown; {seeds} seeds would decide with a chance of 80 %")
            : $"neither a difference nor equality within {Points(margin)} points is shown",
    };

    private static string Points(double fraction) => (100 * fraction).ToString("0.0#", CultureInfo.InvariantCulture);
}
