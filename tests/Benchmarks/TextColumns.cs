namespace Benchmarks;

/// <summary>Lines of cells in columns as wide as they need; all but the first align to the right.</summary>
internal sealed class TextColumns(params string[] headings)
{
    private readonly List<string[]> _lines = [headings];

    internal void Add(params string[] cells) => _lines.Add(cells);

    internal void Write(TextWriter output)
    {
        var widths = Enumerable.Range(0, headings.Length).Select(i => _lines.Max(line => line[i].Length)).ToArray();
        foreach (var line in _lines)
        {
            output.WriteLine(string.Join("  ", line.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))));
        }
    }
}
