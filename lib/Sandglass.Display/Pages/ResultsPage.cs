using System.Text;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using Sandglass.Display.Tables;
using Sandglass.Studies;
using Sandglass.Tables;
using WholeFiles;

namespace Sandglass.Display.Pages;

/// <summary>
/// A page that shows a comparison in any browser, without a network: answer first, then numbers, figures, and how they
/// were measured.
/// </summary>
/// <param name="Title">Its title.</param>
/// <param name="Answer">The answer in words, one paragraph.</param>
/// <param name="Rows">The comparison, a row a family and budget; at least one.</param>
/// <param name="Curves">The learning curves; empty for none.</param>
/// <param name="Facts">
/// How it was measured: preset, epochs, images, seeds, budgets, interval, machine, versions, duration.
/// </param>
/// <param name="Warnings">What the reader should know before believing the numbers; empty for none.</param>
/// <param name="Gallery">Where the pages of the notebooks lie from the page, or null where there are none.</param>
internal sealed record ResultsPage(
    string Title,
    string Answer,
    IReadOnlyList<ComparisonRow> Rows,
    IReadOnlyList<CurvePoint> Curves,
    IReadOnlyList<(string Name, string Value)> Facts,
    IReadOnlyList<string> Warnings,
    string? Gallery = null)
{
    private const string ComparisonCsv = "comparison.csv";
    private const string CurvesCsv = "curves.csv";
    private const string Script = "plotly.min.js";

    /// <summary>Diagnostics of some of the runs; empty for none.</summary>
    public IReadOnlyList<Figure> Diagnostics { get; init; } = [];

    /// <summary>
    /// Writes <c>index.html</c>, the tables <c>comparison.csv</c> and <c>curves.csv</c>, <c>plotly.min.js</c> and the
    /// pictures in <c>figures/</c>. Where no script runs, the page shows the pictures.
    /// </summary>
    /// <param name="directory">The folder; made when it is not there. Files of an earlier page are replaced.</param>
    /// <returns>The full path of <c>index.html</c>.</returns>
    /// <exception cref="ArgumentException">There is no row.</exception>
    /// <exception cref="WorkbenchException">A file cannot be written.</exception>
    public string Write(string directory)
    {
        Figure[] comparison = [ComparisonFigures.AccuracyAgainstMultiplyAdds(Rows), ComparisonFigures.AccuracyAgainstParameters(Rows)];
        Figure[] curves = Curves.Count == 0 ? [] : [LearningCurveFigures.ValidationAccuracy(Curves), LearningCurveFigures.TrainingLoss(Curves)];
        foreach (var figure in (Figure[])[.. comparison, .. curves, .. Diagnostics])
        {
            figure.SavePng(Path.Combine(directory, PngOf(figure)));
            figure.SaveSvg(Path.Combine(directory, SvgOf(figure)));
        }
        WholeFile.Write(Path.Combine(directory, ComparisonCsv), ComparisonTable.ToCsv(Rows));
        WholeFile.Write(Path.Combine(directory, CurvesCsv), CsvFrame.ToCsv(RowTable.Of<CurvePoint>().ToDataFrame(Curves)));
        PageFrame.WriteScript(Path.Combine(directory, Script));
        // Last, so that a page that is there finds all it refers to.
        var index = Path.GetFullPath(Path.Combine(directory, "index.html"));
        WholeFile.Write(index, ToHtml(comparison, curves));
        return index;
    }

    private string ToHtml(Figure[] comparison, Figure[] curves)
    {
        var html = new StringBuilder(PageFrame.Head(Title, Script));
        html.Append($"<header>\n<h1>{HtmlText.Encode(Title)}</h1>\n<p class=\"answer\">{HtmlText.Encode(Answer)}</p>\n");
        html.Append(Gallery is null ? "" : $"<p class=\"links\"><a href=\"{HtmlText.Encode(Gallery)}\">Notebooks</a></p>\n").Append("</header>\n");
        html.Append(PageParts.Warnings(Warnings));
        html.Append("<section>\n<h2>The numbers</h2>\n").Append(ComparisonTable.ToPage(Rows, row => Named(FamilyPalette.For(row.Family))))
            .Append($"<p class=\"links\"><a href=\"{ComparisonCsv}\">Table as CSV</a></p>\n</section>\n");
        AddFigures(html, "Accuracy against cost", comparison, ComparisonCsv);
        AddFigures(html, "Learning curves", curves, CurvesCsv);
        AddFigures(html, "Diagnostics of one seed of each block", Diagnostics, csv: null);
        return html.Append("<section>\n<h2>How it was measured</h2>\n").Append(PageParts.Facts(Facts)).Append("</section>\n").Append(PageFrame.Foot).ToString();
    }

    private static void AddFigures(StringBuilder html, string heading, IReadOnlyList<Figure> figures, string? csv)
    {
        if (figures.Count == 0)
        {
            return;
        }
        html.Append($"<section>\n<h2>{heading}</h2>\n");
        foreach (var figure in figures)
        {
            var still = $"<img src=\"{PngOf(figure)}\" width=\"{Figure.Width}\" height=\"{Figure.UsualHeight}\" "
                + $"alt=\"{HtmlText.Encode($"{figure.Title}. {figure.Note}")}\">";
            var links = $"<p class=\"links\"><a href=\"{PngOf(figure)}\">PNG</a> <a href=\"{SvgOf(figure)}\">SVG</a> "
                + (csv is null ? "</p>\n" : $"<a href=\"{csv}\">CSV</a></p>\n");
            html.Append(HtmlFragment.Write(figure, still, links));
        }
        html.Append("</section>\n");
    }

    // A family's marker in its colour, as a small drawing beside its name.
    private static string Named(SeriesStyle style)
    {
        var form = style.Marker switch
        {
            MarkerForm.Square => "<rect x=\"1.5\" y=\"1.5\" width=\"9\" height=\"9\"/>",
            MarkerForm.Triangle => "<path d=\"M6 .8 11.6 11H.4z\"/>",
            _ => "<circle cx=\"6\" cy=\"6\" r=\"5\"/>",
        };
        return $"<svg class=\"swatch\" viewBox=\"0 0 12 12\" fill=\"{style.Colour}\" aria-hidden=\"true\">{form}</svg>{style.Name}";
    }

    private static string PngOf(Figure figure) => $"figures/{figure.Id}.png";

    private static string SvgOf(Figure figure) => $"figures/{figure.Id}.svg";
}
