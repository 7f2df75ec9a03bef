using System.Text.Json.Nodes;

namespace Sandglass.Display.Pages;

/// <summary>
/// A page that shows a network: the graph of its operators, folded by block, and a table of what each of them costs. It needs no other
/// file and no network. Names may be anybody's: they are escaped, and the page runs no script but its own.
/// </summary>
/// <param name="Title">The network.</param>
/// <param name="Answer">What it costs, in a sentence or two.</param>
/// <param name="Inputs">What it is given, with shapes.</param>
/// <param name="Rows">Its operators in the order in which they run; at least one.</param>
/// <param name="Totals">What it costs as a whole, at each precision.</param>
/// <param name="Notes">How the numbers were told.</param>
internal sealed record NetworkPage(
    string Title,
    string Answer,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<OperatorRow> Rows,
    IReadOnlyList<PrecisionTotals> Totals,
    IReadOnlyList<string> Notes)
{
    private const int MostOperators = 10_000;

    /// <summary>Refuses more operators than a page shows, and none, before any of them is looked at.</summary>
    /// <exception cref="WorkbenchException">There are too many, or none.</exception>
    public static void RequireFitting(string title, int operators)
    {
        if (operators is 0 or > MostOperators)
        {
            throw new WorkbenchException(operators == 0
                ? $"{title} has no operators to show; export it again"
                : $"{title} has {CellText.Whole(operators)} operators, more than the {CellText.Whole(MostOperators)} that a page shows; 'workbench count' lists them");
        }
    }

    /// <summary>Writes the page.</summary>
    /// <param name="path">The file; it must not be there yet.</param>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void Write(string path) => PageFrame.WriteNew(path, ToHtml());

    internal string ToHtml()
    {
        var columns = OperatorColumn.For(Rows);
        var groups = OperatorGroups.Of([.. Rows.Select(row => row.Name)]);
        var script = PageFrame.Resource("network.layout.js") + PageFrame.Resource("network.js");
        return
            $"""
            {PageFrame.Head(Title, policy: PageFrame.Policy(script))}<style>
            {PageFrame.Resource("network.css")}</style>
            <header>
            <h1>{HtmlText.Encode(Title)}</h1>
            <p class="answer">{HtmlText.Encode(Answer)}</p>
            </header>
            <section>
            <h2>In all</h2>
            {PrecisionTotals.ToHtml(Totals)}</section>
            <form id="tools" role="search">
            <div><label for="search">Find operators</label><input type="search" id="search" autocomplete="off" placeholder="name or kind"></div>
            <div><label for="measure">Bars show</label><select id="measure"></select></div>
            <div class="buttons"><button type="button" id="unfold">Unfold all</button><button type="button" id="fold">Fold all</button></div>
            <p id="found" role="status"></p>
            </form>
            <section id="drawn">
            <h2>The graph</h2>
            <p class="note">Data flows downwards. Click a block or press Enter to unfold it; arrow keys move, → unfolds, ← folds.</p>
            <div class="split">
            <div id="graph"></div>
            <aside id="details" aria-live="polite"></aside>
            </div>
            </section>
            <noscript><p>The graph is drawn by a script; the table below holds all of it.</p></noscript>
            <section>
            <h2>The operators</h2>
            {new OperatorTable(Rows, columns, groups).ToHtml()}</section>
            <section>
            <h2>How to read this</h2>
            {PageParts.Points(Notes)}</section>
            <script type="application/json" id="network">{Data(columns, groups)}</script>
            <script>{script}</script>
            {PageFrame.Foot}
            """;
    }

    // JSON as .NET writes it has no '<': it cannot end the element that holds it.
    private string Data(IReadOnlyList<OperatorColumn> columns, IReadOnlyList<IReadOnlyList<string>> groups) => new JsonObject
    {
        ["inputs"] = new JsonArray([.. Inputs.Select(input => (JsonNode)input)]),
        ["columns"] = new JsonArray(
        [
            .. columns.Select(column => (JsonNode)new JsonObject { ["precision"] = column.Precision, ["heading"] = column.Heading, ["unit"] = column.Unit, ["peak"] = column.IsPeak }),
        ]),
        ["rows"] = new JsonArray(
        [
            .. Rows.Zip(groups, (row, inside) => (JsonNode)new JsonObject
            {
                ["name"] = row.Name,
                ["label"] = OperatorGroups.Within(row.Name, inside is [.., var innermost] ? innermost : null),
                ["kind"] = row.Kind,
                ["output"] = row.Output,
                ["groups"] = new JsonArray([.. inside.Select(group => (JsonNode)group)]),
                ["from"] = new JsonArray([.. row.From.Select(from => (JsonNode)from)]),
                ["values"] = new JsonArray([.. columns.Select(column => (JsonNode?)column.Of(row))]),
            }),
        ]),
    }.ToJsonString();
}
