using System.Globalization;
using System.Text.RegularExpressions;
using Sandglass.Blocks;

namespace Sandglass.Paper;

/// <summary>
/// Measurements as <c>claims.csv</c> writes them, words separated by spaces and quoted by <c>'</c> where they have blanks:
/// <c>count NETWORK WIDTH QUANTITY</c>, <c>compare NETWORK WIDTH QUANTITY &lt; NETWORK WIDTH</c> (or <c>&lt;=</c>),
/// <c>structure NETWORK WIDTH RULE</c>; <c>study NAME GROUP FIRST &gt; SECOND by POINTS from PERCENT</c> (or <c>&gt;=</c>; the
/// gain may be left out), <c>values STUDY COLUMN FIRST &gt; SECOND by POINTS from PERCENT</c>, <c>values STUDY COLUMN/FIRST FIRST &gt;
/// SECOND by PERCENT</c> (what the second saves of the first, compared as a ratio), <c>inside QUANTITY FIRST &lt; SECOND</c>,
/// <c>latency FIRST &lt;= SECOND</c>, several of these separated by <c>;</c>.
/// </summary>
internal static partial class MeasurementText
{
    /// <summary>Null where the text is empty.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ArithmeticMeasurement? Arithmetic(string text) => Words(text) switch
    {
        _ when text.Length == 0 => null,
        ["count", var network, var width, var quantity] => new CountMeasurement(Network(network, width), Quantity(quantity)),
        ["compare", var first, var width, var quantity, "<" or "<=", var second, var other] words =>
            new CountComparison(Network(first, width), Quantity(quantity), Network(second, other), words[4] == "<="),
        ["structure", var network, var width, var rule] => new StructureMeasurement(Network(network, width), Rule(rule)),
        _ => throw new FormatException($"'{text}' is not a measurement; use count, compare or structure as data/paper/README.md says"),
    };

    /// <exception cref="FormatException">One of them is none.</exception>
    public static IReadOnlyList<ProxyMeasurement> Proxies(string text) =>
        text.Length == 0 ? [] : [.. text.Split(';').Select(part => Proxy(part.Trim()))];

    private static ProxyMeasurement Proxy(string text) => Words(text) switch
    {
        ["study", var name, var group, _, ">" or ">=", _, .. var gain] words when StudyCatalogue.Names.Contains(name) =>
            Study(name, new StudyPart(group, IsColumn: false), words, gain),
        ["study", var name, ..] when !StudyCatalogue.Names.Contains(name) =>
            throw new FormatException($"there is no study '{name}'; use {string.Join(", ", StudyCatalogue.Names)}"),
        ["values", var study, var column, _, ">" or ">=", _, .. var gain] words =>
            Study(study, new StudyPart(column, IsColumn: true), words, gain),
        ["inside", "gradient-confusion", var first, "<", var second] => new InsideMeasurement(InsideQuantity.GradientConfusion, first, second),
        ["inside", "information-loss", var first, "<", var second] => new InsideMeasurement(InsideQuantity.InformationLoss, first, second),
        ["latency", var first, "<=", var second] => new LatencyMeasurement(Network(first, "1").Network, Network(second, "1").Network),
        _ => throw new FormatException($"'{text}' is not a measurement; use study, values, inside or latency as data/paper/README.md says"),
    };

    private static StudyMeasurement Study(string name, StudyPart part, string[] words, string[] gain) => part.Whole is { } arm && arm != words[3]
        ? throw new FormatException($"'{part.Name}' is not a share of {words[3]}; what the second arm saves is a share of the first")
        : new(name, part, words[3], words[5], words[4] == ">" ? ProxyRelation.More : ProxyRelation.NotLess, Gain(gain, isSaving: part.Whole is not null));

    // Of an accuracy it must be known where the gain begins: it is carried over from there.
    private static PublishedGain? Gain(string[] words, bool isSaving) => words switch
    {
        [] => null,
        ["by", var gain] when isSaving && Percent(gain) is { } share => PublishedGain.Saved(share),
        ["by", var gain, "from", var from] when !isSaving && Percent(gain) is { } points && Percent(from) is { } reference && points + reference < 1 => new PublishedGain(points, reference),
        _ => throw new FormatException($"'{string.Join(' ', words)}' is not a gain; write it as {(isSaving ? "by 25, in percent" : "by 1.7 from 72.3, in points and percent")}"),
    };

    private static double? Percent(string word) => Number(word) is > 0 and < 100 and var percent ? percent / 100 : null;

    private static CountedNetwork Network(string name, string width)
    {
        var network = new CountedNetwork(name, Number(width));
        try
        {
            network.Plan();
            return network;
        }
        catch (InvalidSpecException wrong)
        {
            throw new FormatException(wrong.Message, wrong);
        }
    }

    private static CountQuantity Quantity(string word) => word switch
    {
        "parameters" => CountQuantity.Parameters,
        "multiply-adds" => CountQuantity.MultiplyAdds,
        _ => throw new FormatException($"'{word}' cannot be counted; use parameters or multiply-adds"),
    };

    private static StructureRule Rule(string word) => word switch
    {
        "depthwise-at-both-ends" => StructureRule.DepthwiseAtBothEnds,
        "shortcut-where-shapes-agree" => StructureRule.ShortcutWhereShapesAgree,
        "hidden-by-ratio" => StructureRule.HiddenByRatio,
        "linear-at-the-end" => StructureRule.LinearAtTheEnd,
        "stride-at-the-end" => StructureRule.StrideAtTheEnd,
        "blocks-of-960" => StructureRule.BlocksOf960,
        _ => throw new FormatException($"'{word}' is not a rule of a structure"),
    };

    private static double Number(string word) =>
        double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{word}' is not a number such as 0.75");

    private static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value.Trim('\''))];

    [GeneratedRegex("'[^']*'|[^' ]+")]
    private static partial Regex Word();
}
