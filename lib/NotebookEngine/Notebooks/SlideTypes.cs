using System.Text.Json.Nodes;

namespace NotebookEngine.Notebooks;

/// <summary>
/// Which cells begin a slide, as <c>jupyter nbconvert --to slides</c> reads it from a cell's metadata: <c>slide</c> goes to the
/// right, <c>subslide</c> down, <c>-</c> stays on the slide before it.
/// </summary>
internal static class SlideTypes
{
    public const string Slide = "slide";
    public const string SubSlide = "subslide";
    public const string Same = "-";

    /// <summary>The field of a cell's metadata.</summary>
    public const string Field = "slideshow";

    // More text than this fills a slide of its own.
    private const int MostWordsAboveCode = 60;

    private static readonly string[] Known = [Slide, SubSlide, Same, "fragment", "skip", "notes"];

    /// <summary>The type that a cell has; null if none that is known.</summary>
    public static string? Of(Cell cell) =>
        (cell.Fields["metadata"] as JsonObject)?[Field] is JsonObject slide && NotebookReader.Text(slide["slide_type"]) is { } type && Known.Contains(type) ? type : null;

    /// <summary>The type of a cell that has none: a chapter is a slide, code stays with a short text above it or with the exercise that it checks.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="previous">The cell before it; null: it is the first.</param>
    public static string Usual(Cell cell, Cell? previous) =>
        previous is null || IsChapter(cell) ? Slide
        : cell.Kind == CellKind.Code && (cell.Is("check") || (previous.Kind == CellKind.Markdown && Words(previous) <= MostWordsAboveCode)) ? Same
        : SubSlide;

    private static bool IsChapter(Cell cell) =>
        cell.Kind == CellKind.Markdown && (cell.Source.StartsWith("# ", StringComparison.Ordinal) || cell.Source.StartsWith("## ", StringComparison.Ordinal));

    private static int Words(Cell cell) => cell.Source.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
