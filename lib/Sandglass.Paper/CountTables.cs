using Microsoft.Data.Analysis;
using Sandglass.Counting;
using Sandglass.Networks;

namespace Sandglass.Paper;

/// <summary>Counts as tables to read, filter and plot.</summary>
public static class CountTables
{
    /// <summary>
    /// Published figures beside counted ones: a row a figure, and one without a figure where none is confirmed. Millions;
    /// differences are (counted − printed) / printed in per cent.
    /// </summary>
    /// <param name="networks">Names in the network catalogue.</param>
    /// <param name="widths">Width multipliers.</param>
    /// <exception cref="Blocks.InvalidSpecException">There is no such network, or a width is out of range.</exception>
    public static DataFrame Published(IReadOnlyList<string> networks, IReadOnlyList<double> widths)
    {
        var rows = (
            from network in networks
            let entry = NetworkCatalogue.Find(network)
            from width in widths
            let count = Counter.Count(entry.Plan(width))
            from figure in PublishedCounts.Of(entry.Name, width).DefaultIfEmpty()
            select (entry.Name, width, count, figure)).ToArray();
        return new DataFrame(
            new StringDataFrameColumn("network", rows.Select(r => r.Name)),
            new DoubleDataFrameColumn("width", rows.Select(r => r.width)),
            new StringDataFrameColumn("source", rows.Select(r => r.figure?.Source ?? "none confirmed")),
            new StringDataFrameColumn("parameters: printed", rows.Select(r => r.figure?.Parameters?.ToString())),
            new DoubleDataFrameColumn("parameters: counted (M)", rows.Select(r => Millions(r.count.Parameters))),
            new DoubleDataFrameColumn("parameters: off (%)", rows.Select(r => Percent(r.figure?.Parameters, r.count.Parameters))),
            new StringDataFrameColumn("multiply-adds: printed", rows.Select(r => r.figure?.MultiplyAdds?.ToString())),
            new DoubleDataFrameColumn("multiply-adds: counted (M)", rows.Select(r => Millions(r.count.MultiplyAdds))),
            new DoubleDataFrameColumn("multiply-adds: off (%)", rows.Select(r => Percent(r.figure?.MultiplyAdds, r.count.MultiplyAdds))),
            new StringDataFrameColumn("explained by", rows.Select(r => r.figure is { } figure ? Explain(figure) : "")));
    }

    /// <summary>The totals of each network under each convention, millions: a row a convention, a column a network.</summary>
    /// <param name="counts">Counts of networks with different names.</param>
    public static DataFrame Conventions(params IReadOnlyList<NetworkCount> counts)
    {
        var conventions = Enum.GetValues<CountingConvention>();
        return new DataFrame(
        [
            new StringDataFrameColumn("convention", conventions.Select(c => c.ToString())),
            .. counts.Select(count => new DoubleDataFrameColumn(count.Name, conventions.Select(c => Millions(count.Total(c))))),
        ]);
    }

    private static double Millions(long count) => Math.Round(count / 1e6, 2);

    private static double? Percent(PrintedNumber? printed, long count) =>
        printed is { } number ? Math.Round(100 * number.Difference(count), 1) : null;

    private static string Explain(PublishedFigure figure) => string.Join("; ",
        new[] { ("parameters", Explanation.OfParameters(figure)), ("multiply-adds", Explanation.OfMultiplyAdds(figure)) }
            .Where(pair => pair.Item2 is not null)
            .Select(pair => $"{pair.Item1}: {Words(pair.Item2!)}"));

    private static string Words(Explanation explanation) => explanation.Kind switch
    {
        ExplanationKind.Rounding => "rounding",
        ExplanationKind.CutOff => "digits cut off",
        ExplanationKind.Convention => $"counted as {string.Join(" or ", explanation.Conventions)}",
        ExplanationKind.Resolution => FormattableString.Invariant($"{explanation.Resolution} pixels"),
        ExplanationKind.ConventionHereOnly => $"{string.Join(" or ", explanation.Conventions)}, by chance",
        _ => "unexplained",
    };
}
