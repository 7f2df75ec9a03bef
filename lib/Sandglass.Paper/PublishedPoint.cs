using System.Globalization;
using Sandglass.Data;

namespace Sandglass.Paper;

/// <summary>A point of the paper's Fig. 1: a network at a width.</summary>
/// <param name="Network">The network.</param>
/// <param name="Top1">Published top-1 accuracy on ImageNet, per cent.</param>
/// <param name="PrintedParameters">Parameters as printed, in millions.</param>
/// <param name="Parameters">Parameters as counted.</param>
/// <param name="Caveat">A caveat; may be empty.</param>
public sealed record PublishedPoint(CountedNetwork Network, double Top1, double PrintedParameters, long Parameters, string Caveat)
{
    private const string File = "figure-1.csv";

    /// <summary>The points of Fig. 1 that a source confirms.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="CsvException">A row is malformed; the message names row and column.</exception>
    /// <exception cref="WorkbenchException">The file is missing, or there is no data folder.</exception>
    public static IReadOnlyList<PublishedPoint> Load(string? data = null) => [.. PaperTable.Load(File, data).Rows.Select(Of)];

    private static PublishedPoint Of(CsvRecord row)
    {
        var network = new CountedNetwork(row.Needed("network"), Number(row, "width"));
        return new PublishedPoint(
            network, Number(row, "top1_percent"), Number(row, "parameters_millions"), Counter.Count(network.Plan()).Parameters, row.Text("caveat"));
    }

    private static double Number(CsvRecord row, string column) =>
        double.TryParse(row.Needed(column), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw row.Wrong(column, $"'{row.Text(column)}' is not a number");
}
