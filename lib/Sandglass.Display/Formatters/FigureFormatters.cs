using Plotly.NET;
using Sandglass.Display.Charts;
using Sandglass.Display.Pictures;
using ScottPlot;
using Figure = Sandglass.Display.Charts.Figure;

namespace Sandglass.Display.Formatters;

/// <summary>Figures and pictures of ours, Plotly.NET's charts and ScottPlot's plots.</summary>
internal static class FigureFormatters
{
    public static void Register()
    {
        Register<Figure>(figure => figure);
        new Forms<BoxPicture>()
            .Png(picture => picture.ToPng())
            .Plain(picture => $"{picture.Title}\n{picture.Note}");
        new Forms<GenericChart>()
            .Plotly(GenericChart.toJson)
            .Png(chart => StillChart.ToPng(GenericChart.toJson(chart)))
            .Plain(chart => StillChart.Describe(GenericChart.toJson(chart)));
        new Forms<Plot>()
            .Png(plot => PlotPicture.ToPng(plot, scale: 2))
            .Plain(Describe);
    }

    /// <summary>Shows a value as a figure.</summary>
    public static void Register<T>(Func<T, Figure> of) => new Forms<T>()
        .Plotly(value => TitledChart.ToJson(of(value)))
        .Png(value => Png(of(value)))
        .Plain(value => Words(of(value)));

    private static byte[] Png(Figure figure) => figure.ToPng(figure.NotebookScale);

    private static string Words(Figure figure) => $"{figure.Title}\n{figure.Note}";

    private static string Describe(Plot plot)
    {
        var title = plot.Axes.Title.Label.Text;
        var (x, y) = (plot.Axes.Bottom.Label.Text, plot.Axes.Left.Label.Text);
        return $"Plot{(title.Length > 0 ? $" \"{title}\"" : "")}: {(y.Length > 0 ? y : "y")} against {(x.Length > 0 ? x : "x")}";
    }
}
