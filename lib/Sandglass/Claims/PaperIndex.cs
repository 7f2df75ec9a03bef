using Microsoft.Data.Analysis;

namespace Sandglass.Claims;

/// <summary>Every table and figure of the paper, as <c>data/paper/index.csv</c> lists them.</summary>
/// <param name="Items">In the order of the file.</param>
public sealed record PaperIndex(IReadOnlyList<PaperItem> Items)
{
    private const string File = "index.csv";

    /// <summary>Reads the index.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="PaperDataException">A row is malformed; the message names row and column.</exception>
    /// <exception cref="WorkbenchException">The file is missing, or there is no data folder.</exception>
    public static PaperIndex Load(string? data = null) => new(
    [
        .. PaperCsv.Load(File, data).Rows.Select(row => new PaperItem(
            row.Needed("item"),
            row.Needed("title"),
            row.Read("table", name => name),
            row.Read("cell", CellLink.Parse),
            row.Mark(),
            row.Text("caveat"))),
    ]);

    /// <summary>The index as a table to show.</summary>
    public DataFrame ToDataFrame() => new(
        new StringDataFrameColumn("paper", Items.Select(item => item.Item)),
        new StringDataFrameColumn("shows", Items.Select(item => item.Title)),
        new StringDataFrameColumn("numbers", Items.Select(item => item.Table ?? "")),
        new StringDataFrameColumn("cell", Items.Select(item => item.Cell?.ToString() ?? "")),
        new StringDataFrameColumn("known", Items.Select(item => item.Mark.Words())),
        new StringDataFrameColumn("caveat", Items.Select(item => item.Caveat)));
}
