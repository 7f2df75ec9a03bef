using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Images;
using Sandglass.Runtime;

namespace Sandglass.Detection.Tests.Data;

public class AugmentationTests
{
    private static readonly float[] Grey = [100, 100, 100];

    [Fact]
    public void Mirrored_twice_is_as_before() => Check(view =>
    {
        var twice = view.Mirrored().Mirrored();
        Same(Pixels(view), Pixels(twice));
        Assert.All(view.Objects.Zip(twice.Objects), pair => Near(pair.First.Box, pair.Second.Box));
        Assert.NotEqual(Pixels(view), Pixels(view.Mirrored()));
    });

    [Fact]
    public void Mirroring_moves_box_and_pixels_alike() => Check(view =>
    {
        var mirrored = view.Mirrored();
        for (var i = 0; i < view.Objects.Count; i++)
        {
            var (box, other) = (view.Objects[i].Box, mirrored.Objects[i].Box);
            Assert.Equal(view.Width - box.Right, other.Left, 1e-3f);
            Assert.Equal((box.Top, box.Bottom), (other.Top, other.Bottom));
        }
        for (var x = 0; x < view.Width; x++)
        {
            Assert.Equal(view.Place(x, 0), mirrored.Place(view.Width - 1 - x, 0));
        }
    });

    [Fact]
    public void An_expanded_picture_holds_the_old_one_and_the_mean_around_it() => Check((view, random) =>
    {
        var larger = Augmenter.Expand(view, 4, random);
        Assert.InRange(larger.Width, view.Width, 4 * view.Width);
        Assert.InRange(larger.Height, view.Height, 4 * view.Height);
        Inside(larger);
        for (var i = 0; i < view.Objects.Count; i++)
        {
            Assert.Equal(view.Objects[i].Box.Width, larger.Objects[i].Box.Width, 1e-3f);
        }
        Assert.Equal(view.Width * view.Height, Places(larger).Count(place => place >= 0));
        Same(Pixels(view), Pixels(larger.Cropped(larger.OffsetX, larger.OffsetY, larger.OffsetX + view.Width, larger.OffsetY + view.Height)));
    });

    [Fact]
    public void A_part_keeps_exactly_the_objects_whose_centre_is_in_it() => Check((view, random) =>
    {
        var part = Augmenter.Crop(view, random);
        Inside(part);
        Assert.NotEmpty(part.Objects);
        Assert.All(Places(part), place => Assert.True(place >= 0)); // no plain comes in
        var (left, top) = (view.OffsetX - part.OffsetX, view.OffsetY - part.OffsetY);
        var kept = view.Objects.Where(o => View.HoldsCentre(o.Box, left, top, left + part.Width, top + part.Height)).ToArray();
        Assert.Equal(kept.Select(o => (o.Class, o.Difficult)), part.Objects.Select(o => (o.Class, o.Difficult)));
        foreach (var (old, cut) in kept.Zip(part.Objects))
        {
            Near(
                new Box(Math.Max(0, old.Box.Left - left), Math.Max(0, old.Box.Top - top), Math.Min(part.Width, old.Box.Right - left), Math.Min(part.Height, old.Box.Bottom - top)),
                cut.Box);
        }
    });

    [Fact]
    public void Parts_come_in_all_sizes_and_whole_ones_too()
    {
        var view = Random(new RandomStreams(1).Open("one"), 100, 80);
        var random = new RandomStreams(1).Open("crop");
        var parts = Enumerable.Range(0, 600).Select(_ => Augmenter.Crop(view, random)).ToArray();
        Assert.InRange(parts.Count(part => part == view), 90, 400); // a sixth, and what was tried in vain
        Assert.All(parts.Where(part => part != view), part => Assert.InRange((double)part.Height / part.Width, 0.45, 2.2));
        Assert.True(parts.Min(part => part.Width) < 50 && parts.Select(part => part.Width).Distinct().Count() > 30);
    }

    [Fact]
    public void A_picture_of_background_is_never_cropped()
    {
        var view = View.Of(new FloatImage(4, 4, 1, new float[16]), [], [0]);
        Assert.Same(view, Augmenter.Crop(view, new RandomStreams(1).Open("crop")));
    }

    [Fact]
    public void Colours_stay_in_range_and_boxes_where_they_were() => Check((view, random) =>
    {
        var before = (float[])view.Source.Values.Clone();
        new ColourDistortion(view.Source, random).Apply();
        Assert.All(view.Source.Values, value => Assert.InRange(value, 0, 255.01f));
        Assert.Equal(before.Length, view.Source.Values.Length);
    });

    [Fact]
    public void Hue_saturation_and_value_lead_back()
    {
        var random = new RandomStreams(2).Open("colours");
        for (var trial = 0; trial < 1000; trial++)
        {
            var (r, g, b) = (random.NextInt32(256), random.NextInt32(256), random.NextInt32(256));
            var (red, green, blue) = HueSaturationValue.Of(r, g, b).ToRgb();
            Assert.Equal(r, red, 0.01f);
            Assert.Equal(g, green, 0.01f);
            Assert.Equal(b, blue, 0.01f);
        }
        Assert.Equal(new HueSaturationValue(120, 1, 255), HueSaturationValue.Of(0, 255, 0));
        Assert.Equal(new HueSaturationValue(300, 0.5f, 200), HueSaturationValue.Of(200, 100, 200));
    }

    [Fact]
    public void One_part_off_leaves_the_numbers_of_the_others()
    {
        var sample = Sample(new RandomStreams(3).Open("sample"), 60, 50);
        var streams = new RandomStreams(3);
        for (var position = 0; position < 20; position++)
        {
            var all = new Augmenter(DetectionAugmentation.Ssd with { DistortColours = false }, streams, Grey).Change(sample, 1, position);
            var flipless = new Augmenter(DetectionAugmentation.Ssd with { DistortColours = false, Mirror = false }, streams, Grey).Change(sample, 1, position);
            Assert.Equal((all.OffsetX, all.OffsetY, all.Width, all.Height), (flipless.OffsetX, flipless.OffsetY, flipless.Width, flipless.Height));
            Assert.False(flipless.IsMirrored);
        }
    }

    [Fact]
    public void Resizing_is_bilinear_with_half_pixel_centres()
    {
        // Two pixels to four, by hand: places -0.25, 0.25, 0.75 and 1.25.
        var view = View.Of(new FloatImage(2, 1, 1, [0, 100]), [], [0]);
        var wide = new float[16];
        Resizing.Write(view, 4, wide);
        Assert.Equal([0, 25, 75, 100], wide[..4]);
        var square = new FloatImage(4, 4, 1, [.. Enumerable.Range(0, 16).Select(i => (float)i)]);
        var same = new float[16];
        Resizing.Write(View.Of(square, [], [0]), 4, same);
        Assert.Equal(square.Values, same);
        var half = new float[4];
        Resizing.Write(View.Of(square, [], [0]), 2, half);
        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], half);
    }

    private static void Check(Action<View> check) => Check((view, _) => check(view));

    private static void Check(Action<View, RandomStream> check)
    {
        var random = new RandomStreams(11).Open("views");
        for (var trial = 0; trial < 60; trial++)
        {
            check(Random(random, 8 + random.NextInt32(60), 8 + random.NextInt32(60)), random);
        }
    }

    private static View Random(RandomStream random, int width, int height)
    {
        var sample = Sample(random, width, height);
        return View.Of(FloatImage.Of(sample.Image), sample.Objects, Grey);
    }

    private static DetectionSample Sample(RandomStream random, int width, int height)
    {
        byte[] pixels = [.. Enumerable.Range(0, width * height * 3).Select(_ => (byte)random.NextInt32(256))];
        LabelledBox[] objects = [.. Enumerable.Range(0, 1 + random.NextInt32(4)).Select(_ => new LabelledBox(RandomBox(random), random.NextInt32(5), random.NextInt32(2) == 0))];
        return new DetectionSample("1", new PixelImage(width, height, 3, pixels), objects);
    }

    private static Box RandomBox(RandomStream random)
    {
        var (left, top) = ((float)random.NextDouble() * 0.8f, (float)random.NextDouble() * 0.8f);
        return new Box(left, top, left + 0.1f + ((0.9f - left) * (float)random.NextDouble()), top + 0.1f + ((0.9f - top) * (float)random.NextDouble()));
    }

    private static void Inside(View view) => Assert.All(
        view.Shares(),
        o => Assert.True(o.Box is { Left: >= 0, Top: >= 0, Right: <= 1.000001f, Bottom: <= 1.000001f, Width: > 0, Height: > 0 }, $"{o}"));

    private static IEnumerable<int> Places(View view) =>
        from y in Enumerable.Range(0, view.Height) from x in Enumerable.Range(0, view.Width) select view.Place(x, y);

    private static float[] Pixels(View view) =>
        [.. Places(view).SelectMany(place => Enumerable.Range(0, 3).Select(c => place < 0 ? view.Fill[c] : view.Source.Values[place + c]))];

    private static void Same(float[] expected, float[] actual) => Assert.Equal(expected, actual);

    private static void Near(Box expected, Box actual)
    {
        Assert.Equal(expected.Left, actual.Left, 1e-3f);
        Assert.Equal(expected.Top, actual.Top, 1e-3f);
        Assert.Equal(expected.Right, actual.Right, 1e-3f);
        Assert.Equal(expected.Bottom, actual.Bottom, 1e-3f);
    }
}
