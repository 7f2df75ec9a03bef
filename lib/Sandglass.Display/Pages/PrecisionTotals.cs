namespace Sandglass.Display.Pages;

/// <summary>What a network costs as a whole at one precision: bytes, one image.</summary>
/// <param name="Precision">Such as <c>float32</c>.</param>
/// <param name="Weights">Of all weights.</param>
/// <param name="Read">Of activations that operators read.</param>
/// <param name="Written">Of activations that they write.</param>
/// <param name="Peak">Of activations in memory where that is most.</param>
/// <param name="PeakAt">The operator at which it is.</param>
/// <param name="PeakRow">Its number; null where it has no row.</param>
internal sealed record PrecisionTotals(string Precision, long Weights, long Read, long Written, long Peak, string PeakAt, int? PeakRow)
{
    /// <summary>Bytes as a person reads them; kB and MB are powers of ten.</summary>
    public static string InWords(long bytes) => bytes < 1_000_000 ? $"{CellText.Number(bytes / 1e3, "n1")} kB" : $"{CellText.Number(bytes / 1e6, "n2")} MB";

    /// <summary>A table with a column a precision.</summary>
    internal static string ToHtml(IReadOnlyList<PrecisionTotals> totals) => Table.Of(
        ["", .. totals.Select(of => $"#{HtmlText.Encode(of.Precision)}")],
        [
            ["Weights", .. totals.Select(of => InWords(of.Weights))],
            ["Activations that operators read", .. totals.Select(of => InWords(of.Read))],
            ["Activations that operators write", .. totals.Select(of => InWords(of.Written))],
            ["Most activations in memory at a time", .. totals.Select(of => $"{InWords(of.Peak)}<span class=\"unit\">{of.Place}</span>")],
        ]).ToPage(" class=\"totals\"");

    private string Place => PeakRow is { } row
        ? FormattableString.Invariant($"at <a href=\"#operator{row}\">{HtmlText.Encode(PeakAt)}</a>")
        : $"at {HtmlText.Encode(PeakAt)}";
}
