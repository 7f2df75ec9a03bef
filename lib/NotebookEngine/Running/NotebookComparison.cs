using System.Globalization;
using System.Text.Json.Nodes;
using NotebookEngine.Notebooks;
using NotebookEngine.Terminal;

namespace NotebookEngine.Running;

/// <summary>
/// Compares what a notebook shows now with what stands in it. Numbers of execution, cells tagged <c>volatile</c>,
/// pictures' bytes beside other forms, and what <see cref="OutputMasks"/> names do not count.
/// </summary>
internal static class NotebookComparison
{
    private const string Nothing = "(nothing)";
    private const int Longest = 160;

    /// <summary>The differences, one a cell at most, each the place, what was expected and what was found, a line each.</summary>
    public static IReadOnlyList<string> Describe(Notebook committed, Notebook executed) =>
        [.. Compare(committed, executed).Select(difference => difference.ToString())];

    /// <summary>All lines that a notebook's outputs show, each with its cell: those of cells tagged <c>volatile</c> too.</summary>
    public static IEnumerable<(string Cell, string Line)> Shown(Notebook notebook) =>
        from cell in notebook.Cells
        from line in cell.Outputs.SelectMany(Lines)
        select (FormattableString.Invariant($"cell {cell.Number} ({cell.Id})"), line.Text);

    internal static IReadOnlyList<OutputDifference> Compare(Notebook committed, Notebook executed) =>
        [.. committed.Cells.Zip(executed.Cells)
            .Where(pair => pair.First.Kind == CellKind.Code && !pair.First.Is("volatile"))
            .Select(pair => Compare(pair.First, pair.Second))
            .OfType<OutputDifference>()];

    private static OutputDifference? Compare(Cell committed, Cell executed)
    {
        var expected = committed.Outputs.SelectMany(Lines).ToArray();
        var found = executed.Outputs.SelectMany(Lines).ToArray();
        for (var i = 0; i < Math.Max(expected.Length, found.Length); i++)
        {
            var old = i < expected.Length ? expected[i] : ("", Nothing);
            var now = i < found.Length ? found[i] : ("", Nothing);
            if (old.Item1 != now.Item1 || OutputMasks.Apply(old.Item2) != OutputMasks.Apply(now.Item2))
            {
                var where = i < found.Length ? now.Item1 : old.Item1;
                return new OutputDifference(committed.Number, committed.Id, where, Cut(old.Item2), Cut(now.Item2));
            }
        }

        return null;
    }

    private static IEnumerable<(string Where, string Text)> Lines(JsonObject output, int number)
    {
        var kind = TerminalText.ToPlain(NotebookReader.Text(output["output_type"]) ?? "");
        var forms = kind switch
        {
            "stream" => [(NotebookReader.Text(output["name"]) ?? "", NotebookReader.Joined(output["text"]) ?? "")],
            "error" => [("error", $"{output["ename"]}\n{output["evalue"]}")],
            _ => Forms(output["data"] as JsonObject ?? []),
        };
        foreach (var (form, text) in forms)
        {
            var name = TerminalText.ToPlain(form);
            var line = 0;
            foreach (var content in TerminalText.ToPlain(text).Split('\n'))
            {
                yield return (FormattableString.Invariant($"output {number + 1} {kind} {name} line {++line}"), content);
            }
        }
    }

    // A rasterised picture differs in bytes from machine to machine; beside another form it is that form's shadow.
    private static IEnumerable<(string Name, string Text)> Forms(JsonObject data) =>
        data.Where(form => data.Count == 1 || !form.Key.StartsWith("image/p", StringComparison.Ordinal))
            .OrderBy(form => form.Key, StringComparer.Ordinal)
            .Select(form => (form.Key, NotebookReader.Joined(form.Value) ?? JsonText.Write(form.Value)));

    private static string Cut(string line) => line.Length <= Longest ? line : line[..Longest] + "…";
}

/// <summary>One place where a cell shows something else than before.</summary>
/// <param name="CellNumber">The cell's number, from 1.</param>
/// <param name="CellId">The cell's id.</param>
/// <param name="Where">The output and the line in it.</param>
/// <param name="Expected">The line that stands in the notebook.</param>
/// <param name="Found">The line that the cell shows now.</param>
internal sealed record OutputDifference(int CellNumber, string CellId, string Where, string Expected, string Found)
{
    /// <summary>Three lines: the place, what was expected, what was found.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"cell {CellNumber} ({CellId}), {Where}\n  expected: {Expected}\n  found:    {Found}");
}
