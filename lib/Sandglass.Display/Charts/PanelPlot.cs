using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using ScottPlot;
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
        var plot = new Plot();
        plot.Font.Set(BundledFont.Family);
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
        BarLayer.Add(plot, panel.Bars);
        var layers = new PlotLayers(plot, SinglesOffset.In(panel));
        Action<Figures.Series>[] order =
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
