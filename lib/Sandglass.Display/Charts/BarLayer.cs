using ScottPlot;

namespace Sandglass.Display.Charts;

/// <summary>Adds stacked bars to a plot.</summary>
internal static class BarLayer
{
    private const double Width = 0.76;

    /// <summary>Adds the parts, the first lowest.</summary>
    public static void Add(Plot plot, IReadOnlyList<Figures.BarSeries> parts)
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
                    Size = Width,
                    FillColor = Color.FromHex(part.Colour),
                    LineWidth = 0,
                });
            }
        }
    }
}
