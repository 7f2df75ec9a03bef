using Microsoft.Data.Analysis;
using Sandglass.Data;

namespace Sandglass.Paper;

/// <summary>A table or figure of the paper and where it is here.</summary>
/// <param name="Item">What it is called, such as <c>Fig. 1</c>. Tables have names, because their numbers differ between editions.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Table">The file of <c>data/paper</c> with its published numbers; null where none are known or needed.</param>
/// <param name="Cell">The notebook cell that shows it; null where none does.</param>
/// <param name="Mark">How it is known.</param>
/// <param name="Caveat">What to bear in mind.</param>
internal sealed record PaperItem(string Item, string Title, string? Table, CellLink? Cell, EvidenceMark Mark, string Caveat);

/// <summary>Every table and figure of the paper, as <c>data/paper/index.csv</c> lists them.</summary>
public sealed class PaperIndex
{
    private const string File = "index.csv";

    internal PaperIndex(IReadOnlyList<PaperItem> items) => Items = items;

    /// <summary>The items in the order of the file.</summary>
    internal IReadOnlyList<PaperItem> Items { get; }

    /// <summary>Reads the index.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="CsvException">A row is malformed; the message names row and column.</exception>
    /// <exception cref="WorkbenchException">The file is missing, or there is no data folder.</exception>
    public static PaperIndex Load(string? data = null) => new(
    [
        .. PaperTable.Read(File, data).Rows.Select(row => new PaperItem(
            row.Needed("item"),
            row.Needed("title"),
            row.Read("table", name => name.Length > 0 ? name : null),
            row.Read("cell", CellLink.Find),
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
