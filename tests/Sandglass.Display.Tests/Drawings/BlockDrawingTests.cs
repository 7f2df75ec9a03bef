using CsCheck;
using Sandglass.Blocks;
using Sandglass.Display.Drawings;

namespace Sandglass.Display.Tests.Drawings;

public class BlockDrawingTests
{
    private static readonly Gen<BlockSpec> Specs = Gen.Select(
        Gen.Int[2, 40], Gen.Int[2, 6], Gen.Int[1, 2], Gen.Int[0, 2],
        (narrow, ratio, stride, family) => family switch
        {
            0 => BlockSpec.Sandglass(narrow * ratio, narrow * ratio, ratio, stride),
            1 => BlockSpec.InvertedResidual(narrow, narrow, ratio, stride),
            _ => BlockSpec.Bottleneck(narrow * ratio, narrow * ratio, ratio, stride),
        });

    [Fact]
    public void Thickness_is_proportional_to_channels() => Specs.Sample(spec =>
    {
        var layers = spec.Layout.Layers;
        var areas = BlockDrawing.Of(spec).Shapes.OfType<Area>().ToArray();
        var most = layers.Max(layer => Math.Max(layer.InChannels, layer.OutChannels));
        foreach (var layer in layers)
        {
            var corners = areas.Single(area => area.Name == layer.Name).Corners;
            Assert.Equal(150.0 * layer.InChannels / most, corners[3].Y - corners[0].Y, 6);
            Assert.Equal(150.0 * layer.OutChannels / most, corners[2].Y - corners[1].Y, 6);
        }
    });

    [Fact]
    public void Nothing_leaves_the_drawing() => Specs.Sample(spec =>
    {
        var drawing = BlockDrawing.Of(spec);
        var places = drawing.Shapes.SelectMany(shape => shape switch
        {
            Area area => area.Corners,
            Stroke stroke => stroke.Places,
            Caption text => [text.At],
            Disc disc => [disc.Centre],
            _ => [],
        });
        Assert.All(places, place => Assert.True(
            place.X >= 0 && place.X <= drawing.Width && place.Y >= 0 && place.Y <= drawing.Height, $"{place}"));
    });

    [Theory]
    [InlineData(1.0, 150)]
    [InlineData(0.5, 75)]
    [InlineData(0.25, 37.5)]
    public void The_bars_are_filled_over_the_channels_that_take_part(double multiplier, double thickness)
    {
        var spec = BlockSpec.Sandglass(96, 96) with { IdentityMultiplier = multiplier };

        var bars = BlockDrawing.Of(spec).Shapes.OfType<Area>().Where(area => area.Name == "identity").ToArray();

        Assert.Equal(2, bars.Length);
        Assert.All(bars, bar => Assert.Equal(thickness, bar.Corners[2].Y - bar.Corners[1].Y, 6));
    }

    [Fact]
    public void The_shortcut_attaches_where_the_layout_says()
    {
        var spec = BlockSpec.Sandglass(96, 96) with { Shortcut = ShortcutSite.Pointwise };
        var frame = BlockFrame.Around(spec);

        var line = BlockDrawing.Of(spec).Shapes.OfType<Stroke>().Single(stroke => stroke.Places.Count == 4);

        Assert.Equal(frame.Before(1), line.Places[0].X, 6);
        Assert.Equal(frame.Before(3), line.Places[3].X, 6);
    }

    [Fact]
    public void Each_kind_of_layer_has_a_pattern_of_its_own()
    {
        static int Lines(LayerSpec layer) =>
            LayerPattern.Of(layer, 0, 100, 50, 90, 90, "#009E73").OfType<Stroke>().Count();
        var depthwise = new ConvSpec("a", 8, 8, 3, 1, 8, Activation.None);
        var pointwise = new ConvSpec("a", 8, 8, 1, 1, 1, Activation.None);
        var full = new ConvSpec("a", 8, 8, 3, 1, 1, Activation.None);

        Assert.Equal(9, Lines(depthwise));
        Assert.Equal(16, Lines(pointwise));
        Assert.Equal(25, Lines(full));
        Assert.Equal(0, Lines(new OwnLayerSpec("own", 8, new OwnLayer("eca", 1)))); // nobody knows
    }

    [Fact]
    public void Own_parts_are_drawn_by_their_names_registered_or_not()
    {
        var spec = BlockSpec.Sandglass(96, 96) with { Activation = Activation.Named("mish", 2), OwnLayer = new OwnLayer("eca", 3) { After = ConvSlots.Hidden } };
        var drawing = BlockDrawing.Of(spec);
        var words = drawing.Shapes.OfType<Caption>().Select(caption => caption.Words).ToArray();
        Assert.Contains("eca", words);
        Assert.Contains("own, version 3", words);
        Assert.Equal(2, words.Count(word => word == "mish"));
        Assert.Contains(drawing.Shapes.OfType<Area>(), area => area.Name == "own");
    }
}
