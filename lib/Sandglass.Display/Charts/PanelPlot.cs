using Sandglass.Display.Style;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Sandglass.Display.Charts;

/// <summary>Turns one panel into a ScottPlot plot.</summary>
internal static class PanelPlot
{
    /// <summary>
    /// How far, in pixels, text without descenders moves down to stand in the middle: ScottPlot centres the line's
    /// box, descenders included.
    /// </summary>
    public const float DescenderShift = 3;

    private const float SlantRoom = 96;

    /// <summary>The plot, in layers: cells, bands, bars, lines, single seeds, markers, words.</summary>
    public static Plot Of(Panel panel)
    {
        var plot = PlotPicture.New();
        plot.FigureBackground.Color = Color.FromHex(FamilyPalette.Paper);
        plot.DataBackground.Color = Color.FromHex(FamilyPalette.Paper);
        plot.Grid.MajorLineColor = Color.FromHex(FamilyPalette.Grid);
        plot.Axes.Color(Color.FromHex(FamilyPalette.Muted));
        Scale(plot.Axes.Bottom, panel.X);
        Scale(plot.Axes.Left, panel.Y);
        plot.Axes.Left.TickLabelStyle.OffsetY = DescenderShift;
        plot.Axes.SetLimits(panel.X.Low, panel.X.High, panel.Y.Low, panel.Y.High);
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        if (panel.Heading.Length > 0)
        {
            plot.Title(panel.Heading, size: 14);
            plot.Axes.Title.Label.Font = Fonts.GetTypeface(BundledFont.Family, bold: true, italic: false);
            plot.Axes.Title.Label.ForeColor = Color.FromHex(FamilyPalette.Ink);
        }

        if (panel.Cells is { } cells)
        {
            plot.Grid.IsVisible = false;
            plot.Add.Plottable(new CellLayer(cells));
        }
        var layers = new PlotLayers(plot);
        layers.Bars(panel.Bars);
        Action<Series>[] order =
            [layers.Spread, layers.Line, layers.Singles, layers.Markers, layers.Labels];
        foreach (var layer in order)
        {
            foreach (var series in panel.Series)
            {
                layer(series);
            }
        }
        return plot;
    }

    private static void Scale(IAxis axis, Axis scale)
    {
        axis.Label.Text = scale.Label;
        axis.Label.FontSize = 14;
        axis.Label.Bold = false;
        axis.Label.ForeColor = Color.FromHex(FamilyPalette.Ink);
        axis.TickLabelStyle.FontSize = 13;
        axis.TickLabelStyle.ForeColor = Color.FromHex(FamilyPalette.Ink);
        axis.MinorTickStyle.Length = 0;
        if (scale.IsSlanted)
        {
            axis.TickLabelStyle.Rotation = (float)Axis.Slant;
            axis.TickLabelStyle.Alignment = Alignment.UpperRight;
            axis.MinimumSize = SlantRoom;
        }
        axis.TickGenerator = scale.Ticks is { Count: > 0 } ticks
            ? new NumericManual([.. ticks.Select(tick => tick.At)], [.. ticks.Select(tick => tick.Word)])
            : new NumericAutomatic { IntegerTicksOnly = scale.WholeNumbers, TickDensity = 0.5 };
    }
}

/// <summary>Adds the parts of a series to a plot, one layer at a time, so that no bar lies over a marker.</summary>
internal sealed class PlotLayers(Plot plot)
{
    private const double BarWidth = 0.76;

    /// <summary>Stacked bars, the first part lowest.</summary>
    public void Bars(IReadOnlyList<BarSeries> parts)
    {
        var height = new double[parts.Count == 0 ? 0 : parts[0].Values.Count];
        foreach (var part in parts)
        {
            for (var i = 0; i < height.Length; i++)
            {
                plot.Add.Bar(new Bar
                {
                    Position = i,
                    ValueBase = height[i],
                    Value = height[i] += part.Values[i],
                    Size = BarWidth,
                    FillColor = Color.FromHex(part.Colour),
                    LineWidth = 0,
                });
            }
        }
    }

    public void Spread(Series series)
    {
        var marks = series.Marks.Where(m => m.HasSpread).ToArray();
        var colour = Strokes.Colour(series.Style);
        if (marks.Length == 0)
        {
            return;
        }
        if (series.Spread == Charts.Spread.Band)
        {
            var band = plot.Add.FillY([.. marks.Select(m => (m.X, m.Low, m.High))]);
            band.FillColor = colour.WithOpacity(0.16);
            band.LineWidth = 0;
            band.MarkerShape = MarkerShape.None;
            return;
        }
        double[] xs = [.. marks.Select(m => m.X)], ys = [.. marks.Select(m => m.Y)];
        double[] Up(double[] means) => [.. marks.Zip(means, (m, mean) => m.High - mean)];
        double[] Down(double[] means) => [.. marks.Zip(means, (m, mean) => mean - m.Low)];
        var bars = series.Spread == Charts.Spread.Across
            ? new ErrorBar(xs, ys, xErrorsNegative: Down(xs), xErrorsPositive: Up(xs), yErrorsNegative: null, yErrorsPositive: null)
            : new ErrorBar(xs, ys, xErrorsNegative: null, xErrorsPositive: null, yErrorsNegative: Down(ys), yErrorsPositive: Up(ys));
        (bars.Color, bars.LineWidth, bars.CapSize) = (colour, 1.5f, series.CapSize);
        plot.Add.Plottable(bars);
    }

    public void Line(Series series) =>
        plot.Add.Plottable(new SeriesLine(series.Style, Places(series.Marks), series.LineWidth));

    public void Singles(Series series)
    {
        Coordinates[] places = [.. series.Singles.Select(single => new Coordinates(single.X, single.Y))];
        plot.Add.Markers(places, MarkerShape.FilledCircle, 5, Strokes.Colour(series.Style).WithOpacity(0.45));
    }

    public void Markers(Series series)
    {
        foreach (var fill in series.Marks.GroupBy(m => m.Filled))
        {
            var markers = plot.Add.Markers(Places(fill));
            markers.MarkerStyle = Strokes.Marker(series.Style, series.MarkerSize, fill.Key);
            markers.MarkerStyle.IsVisible = series.MarkerSize > 0 && series.Style.Marker != MarkerForm.None;
        }
    }

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
