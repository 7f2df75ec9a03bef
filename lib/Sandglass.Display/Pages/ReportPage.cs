using System.Text;
using Sandglass.Display.Figures;
using Sandglass.Display.Interactive;

namespace Sandglass.Display.Pages;

/// <summary>The HTML of one report: answer first, then numbers, figures, and how they were measured.</summary>
internal sealed class ReportPage
{
    /// <summary>The comparison as a file beside the page.</summary>
    public const string ComparisonCsv = "comparison.csv";

    /// <summary>The learning curves as a file beside the page.</summary>
    public const string CurvesCsv = "curves.csv";

    /// <summary>The script that draws the interactive charts.</summary>
    public const string Script = "plotly.min.js";

    private readonly ResultsReport _report;

    private ReportPage(ResultsReport report, IReadOnlyList<Figure> comparison, IReadOnlyList<Figure> curves) =>
        (_report, Comparison, Curves) = (report, comparison, curves);

    /// <summary>The figures of accuracy against cost.</summary>
    public IReadOnlyList<Figure> Comparison { get; }

    /// <summary>The figures over epochs.</summary>
    public IReadOnlyList<Figure> Curves { get; }

    /// <summary>The page of a report.</summary>
    public static ReportPage Of(ResultsReport report) => new(
        report,
        [
            ComparisonFigures.AccuracyAgainstMultiplyAdds(report.Rows),
            ComparisonFigures.AccuracyAgainstParameters(report.Rows),
        ],
        report.Curves.Count == 0
            ? []
            : [
                LearningCurveFigures.ValidationAccuracy(report.Curves),
                LearningCurveFigures.TrainingLoss(report.Curves),
            ]);

    /// <summary>Where a figure's PNG lies from the page.</summary>
    public static string PngOf(Figure figure) => $"figures/{figure.Id}.png";

    /// <summary>Where a figure's SVG lies from the page.</summary>
    public static string SvgOf(Figure figure) => $"figures/{figure.Id}.svg";

    /// <summary>The page.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder();
        html.Append(PageFrame.Head(_report.Title, Script));
        html.Append($"<header>\n<h1>{HtmlText.Encode(_report.Title)}</h1>\n");
        html.Append($"<p class=\"answer\">{HtmlText.Encode(_report.Answer)}</p>\n");
        if (_report.Gallery is { } gallery)
        {
            html.Append($"<p class=\"links\"><a href=\"{HtmlText.Encode(gallery)}\">Notebooks</a></p>\n");
        }
        html.Append("</header>\n");
        AddWarnings(html);
        html.Append("<section>\n<h2>The numbers</h2>\n").Append(ComparisonHtml.Table(_report.Rows));
        html.Append($"<p class=\"links\"><a href=\"{ComparisonCsv}\">Table as CSV</a></p>\n</section>\n");
        AddFigures(html, "Accuracy against cost", Comparison, ComparisonCsv);
        AddFigures(html, "Learning curves", Curves, CurvesCsv);
        AddFigures(html, "Inside one seed of each block", _report.Inside, csv: null);
        AddFacts(html);
        return html.Append(PageFrame.Foot).ToString();
    }

    private void AddWarnings(StringBuilder html)
    {
        if (_report.Warnings.Count > 0)
        {
            html.Append("<section class=\"warnings\">\n<h2>Before you rely on this</h2>\n<ul>\n");
            html.AppendJoin("", _report.Warnings.Select(w => $"<li>{HtmlText.Encode(w)}</li>\n"));
            html.Append("</ul>\n</section>\n");
        }
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
            var still = $"<img src=\"{PngOf(figure)}\" width=\"{FigureSize.Width}\" height=\"{FigureSize.Height}\" "
                + $"alt=\"{HtmlText.Encode($"{figure.Title}. {figure.Note}")}\">";
            var links = $"<p class=\"links\"><a href=\"{PngOf(figure)}\">PNG</a> <a href=\"{SvgOf(figure)}\">SVG</a> "
                + (csv is null ? "</p>\n" : $"<a href=\"{csv}\">CSV</a></p>\n");
            html.Append(HtmlFragment.Write(figure, still, links));
        }
        html.Append("</section>\n");
    }

    private void AddFacts(StringBuilder html)
    {
        html.Append("<section>\n<h2>How it was measured</h2>\n<dl>\n");
        html.AppendJoin("", _report.Facts.Select(f =>
            $"<div><dt>{HtmlText.Encode(f.Name)}</dt><dd>{HtmlText.Encode(f.Value)}</dd></div>\n"));
        html.Append("</dl>\n</section>\n");
    }
}
