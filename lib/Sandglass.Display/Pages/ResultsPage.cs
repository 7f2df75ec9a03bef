using Sandglass.Studies;

namespace Sandglass.Display.Pages;

/// <summary>Writes a folder that shows a comparison in any browser, without a network.</summary>
public static class ResultsPage
{
    /// <summary>
    /// Writes <c>index.html</c>, the tables <c>comparison.csv</c> and <c>curves.csv</c>, <c>plotly.min.js</c> and the
    /// pictures in <c>figures/</c>. Where no script runs, the page shows the pictures.
    /// </summary>
    /// <param name="directory">The folder; made when it is not there. Files of an earlier page are replaced.</param>
    /// <param name="report">What the page says; at least one row.</param>
    /// <returns>The full path of <c>index.html</c>.</returns>
    /// <exception cref="ArgumentException">The report has no row.</exception>
    /// <exception cref="WorkbenchException">A file cannot be written.</exception>
    public static string Write(string directory, ResultsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var page = ReportPage.Of(report);
        foreach (var figure in page.Comparison.Concat(page.Curves).Concat(report.Inside))
        {
            figure.SavePng(Path.Combine(directory, ReportPage.PngOf(figure)));
            figure.SaveSvg(Path.Combine(directory, ReportPage.SvgOf(figure)));
        }
        WholeFile.Write(Path.Combine(directory, ReportPage.ComparisonCsv), ComparisonTable.ToCsv(report.Rows));
        WholeFile.Write(Path.Combine(directory, ReportPage.CurvesCsv), CurveTable.ToCsv(report.Curves));
        PlotlyScript.WriteTo(Path.Combine(directory, ReportPage.Script));
        // Last, so that a page that is there finds all it refers to.
        var index = Path.GetFullPath(Path.Combine(directory, "index.html"));
        WholeFile.Write(index, page.ToHtml());
        return index;
    }
}
