using System.Text;
using System.Text.Json;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using ScottPlot;
using ScottPlot.Plottables;
using SkiaSharp;

namespace Sandglass.Display.Tests.Charts;

public class MarkerTests
{
    public static TheoryData<string> Drawn { get; } = [.. Enum.GetNames<MarkerForm>().Except([nameof(MarkerForm.None)])];

    [Theory]
    [MemberData(nameof(Drawn))]
    public void A_marker_is_what_ScottPlot_draws(string name)
    {
        var form = Enum.Parse<MarkerForm>(name);
        var (ours, theirs) = (Strokes.Marker(Style(form), 11, filled: true), Strokes.Marker(Style(form), 11, filled: true));
        (theirs.CustomRenderer, theirs.Shape) = (null, form switch
        {
            MarkerForm.Square => MarkerShape.FilledSquare,
            MarkerForm.Triangle => MarkerShape.FilledTriangleUp,
            MarkerForm.Diamond => MarkerShape.FilledDiamond,
            _ => MarkerShape.FilledCircle,
        });
        Assert.Equal(Pixels(theirs), Pixels(ours));
    }

    // Skia writes SVG piece by piece, so the collector can run in the middle of a path. Only optimised code drops a path that early,
    // and methods are optimised when they have run often.
    [Theory]
    [MemberData(nameof(Drawn))]
    public void A_marker_stays_while_the_garbage_is_collected(string name)
    {
        var marker = Strokes.Marker(Style(Enum.Parse<MarkerForm>(name)), 11, filled: true);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 50; i++)
            {
                Svg(marker, new MemoryStream());
            }
            Thread.Sleep(200);
        }

        var still = Svg(marker, new MemoryStream());
        Assert.Contains("stroke-width", still);
        for (var i = 0; i < 20; i++)
        {
            using var collecting = new CollectingStream();
            Assert.Equal(still, Svg(marker, collecting));
            Assert.True(collecting.HasCollected);
        }
    }

    [Fact]
    public void A_heat_map_leaves_no_image_to_the_collector()
    {
        using var plot = PlotPicture.New();
        Assert.True(StillTrace.Add(plot, JsonElement.Parse("""{ "type": "heatmap", "z": [[1, 2], [3, 4]] }""")));
        Assert.IsType<Heatmap.RenderStrategies.Rectangles>(Assert.Single(plot.PlottableList.OfType<Heatmap>()).RenderStrategy);
    }

    private static SeriesStyle Style(MarkerForm form) => new("any", "#0072B2", form, LineForm.None);

    private static byte[] Pixels(MarkerStyle marker)
    {
        using var surface = SKSurface.Create(new SKImageInfo(60, 60));
        using var paint = Paint.NewDisposablePaint();
        surface.Canvas.Scale(1.7f);
        marker.Render(surface.Canvas, new Pixel(17.3f, 16.9f), paint);
        using var pixels = surface.PeekPixels();
        return pixels.GetPixelSpan().ToArray();
    }

    private static string Svg(MarkerStyle marker, MemoryStream stream)
    {
        using var paint = Paint.NewDisposablePaint();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, 40, 40), stream))
        {
            marker.Render(canvas, new Pixel(20, 20), paint);
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Collects in the middle of an outline, and takes what memory was freed for other paths.</summary>
    private sealed class CollectingStream : MemoryStream
    {
        private readonly List<SKPath> _others = [];

        public bool HasCollected => _others.Count > 0;

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Encoding.UTF8.GetString(buffer, offset, count).Contains("stroke-width", StringComparison.Ordinal))
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                for (var i = 0; i < 8; i++)
                {
                    _others.Add(new SKPath());
                    _others[^1].AddPoly([new(7, 7), new(8, 7), new(9, 9), new(7, 9)]);
                }
            }
            base.Write(buffer, offset, count);
        }

        protected override void Dispose(bool disposing)
        {
            _others.ForEach(path => path.Dispose());
            base.Dispose(disposing);
        }
    }
}
