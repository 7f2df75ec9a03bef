using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using ScottPlot;
using ScottPlot.Plottables;

namespace Sandglass.Display.Charts;

/// <summary>Adds the parts of a series to a plot, one layer at a time, so that no bar lies over a marker.</summary>
/// <param name="plot">The plot that takes them.</param>
/// <param name="singlesOffset">How far right of their mean single seeds stand, in units of the axis.</param>
internal sealed class PlotLayers(Plot plot, double singlesOffset)
{
    /// <summary>The band or the bars of a series.</summary>
    public void Spread(Series series)
    {
        var marks = series.Marks.Where(m => m.HasSpread).ToArray();
        var colour = Strokes.Colour(series.Style);
        if (marks.Length == 0)
        {
            return;
        }
        if (series.Spread == Figures.Spread.Band)
        {
            var band = plot.Add.FillY([.. marks.Select(m => (m.X, m.Low, m.High))]);
            band.FillColor = colour.WithOpacity(0.16);
            band.LineWidth = 0;
            band.MarkerShape = MarkerShape.None;
            return;
        }
        plot.Add.Plottable(new ErrorBar(
            [.. marks.Select(m => m.X)], [.. marks.Select(m => m.Y)], null, null,
            [.. marks.Select(m => m.High - m.Y)], [.. marks.Select(m => m.Y - m.Low)])
        {
            Color = colour,
            LineWidth = 1.5f,
            CapSize = 5,
        });
    }

    /// <summary>The line through the means.</summary>
    public void Line(Series series) =>
        plot.Add.Plottable(new FamilyLine(series.Style, Places(series.Marks), series.LineWidth));

    /// <summary>The single seeds.</summary>
    public void Singles(Series series)
    {
        var places = series.Marks
            .SelectMany(m => m.Singles.Select(y => new Coordinates(m.X + singlesOffset, y)))
            .ToArray();
        plot.Add.Markers(places, MarkerShape.FilledCircle, 5, Strokes.Colour(series.Style).WithOpacity(0.45));
    }

    /// <summary>The means.</summary>
    public void Markers(Series series)
    {
        foreach (var fill in series.Marks.GroupBy(m => m.Filled))
        {
            var markers = plot.Add.Markers(Places(fill));
            markers.MarkerStyle = Strokes.Marker(series.Style, series.MarkerSize, fill.Key);
            markers.MarkerStyle.IsVisible = series.MarkerSize > 0 && series.Style.Marker != MarkerForm.None;
        }
    }

    /// <summary>The words beside the points.</summary>
    public void Labels(Series series)
    {
        foreach (var mark in series.Marks.Where(m => m.Label is not null))
        {
            var text = plot.Add.Text(mark.Label!, mark.X, mark.Y);
            text.LabelFontName = BundledFont.Family;
            text.LabelFontSize = 13;
            text.LabelFontColor = Color.FromHex(FamilyPalette.Ink);
            text.LabelAlignment = Alignment.MiddleCenter;
            text.OffsetX = mark.LabelOffset.Right;
            text.OffsetY = mark.LabelOffset.Down + PanelPlot.DescenderShift;
        }
    }

    private static Coordinates[] Places(IEnumerable<Mark> marks) =>
        [.. marks.Where(m => double.IsFinite(m.Y)).Select(m => new Coordinates(m.X, m.Y))];
}
