using System.Globalization;
using Microsoft.Data.Analysis;

namespace Sandglass.Display.Formatters;

/// <summary>Tables: the first and last rows, and how many there are.</summary>
internal static class DataFrameFormatter
{
    private const int Shown = 20;
    private const int Ends = 8;

    public static void Register() => new Forms<DataFrame>().Table(frame => Cut(frame) with { Legend = Size(frame) });

    public static Table All(DataFrame frame) => Cut(frame, frame.Rows.Count);

    private static Table Cut(DataFrame frame, long shown = Shown)
    {
        var columns = frame.Columns.Select(column => (column.Name, column.IsNumericColumn())).ToArray();
        var count = frame.Rows.Count;
        var all = count <= shown;
        var rows = new List<IReadOnlyList<string>>();
        for (var i = 0L; i < count; i++)
        {
            if (all || i < Ends || i >= count - Ends)
            {
                rows.Add([.. frame.Columns.Select(column => Cell(column[i]))]);
            }
            else if (i == Ends)
            {
                rows.Add([.. columns.Select(_ => "…")]);
            }
        }
        return new Table(columns, rows);
    }

    private static string Size(DataFrame frame)
    {
        var shown = frame.Rows.Count > Shown ? $", the first and last {Ends} shown" : "";
        return FormattableString.Invariant($"{frame.Rows.Count} rows × {frame.Columns.Count} columns{shown}");
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "true" : "false",
        float or double => ((IFormattable)value).ToString("G6", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
