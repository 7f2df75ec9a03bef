using Sandglass.Display.Figures;
using Sandglass.Studies;

namespace Sandglass.Display.Pages;

/// <summary>All that a page of results says.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Answer">The answer in words, one paragraph.</param>
/// <param name="Rows">The comparison, a row a family and budget.</param>
/// <param name="Curves">The learning curves; empty for none.</param>
/// <param name="Facts">
/// How it was measured: preset, epochs, images, seeds, budgets, interval, machine, versions, duration.
/// </param>
/// <param name="Warnings">What the reader should know before believing the numbers; empty for none.</param>
/// <param name="Gallery">Where the pages of the notebooks lie from the page, or null where there are none.</param>
public sealed record ResultsReport(
    string Title,
    string Answer,
    IReadOnlyList<ComparisonRow> Rows,
    IReadOnlyList<CurvePoint> Curves,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<string> Warnings,
    string? Gallery = null)
{
    /// <summary>What was seen inside some of the runs; empty for none.</summary>
    public IReadOnlyList<Figure> Inside { get; init; } = [];
}
