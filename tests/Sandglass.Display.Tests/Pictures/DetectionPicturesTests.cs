using Sandglass.Display.Pictures;
using Sandglass.Display.Style;
using Sandglass.Images;
using SkiaSharp;

namespace Sandglass.Display.Tests.Pictures;

public class DetectionPicturesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_picture_has_the_same_bytes_each_time_and_the_size_it_needs(int channels)
    {
        var picture = Picture(channels);
        Assert.Equal(picture.ToPng(), Picture(channels).ToPng());
        using var one = SKBitmap.Decode(picture.ToPng());
        using var two = SKBitmap.Decode(picture.ToPng(scale: 2));
        Assert.Equal((900, 1800), (one.Width, two.Width));
        Assert.InRange(one.Height, 300, 420); // one row of a 64 x 48 picture, 256 wide
    }

    [Fact]
    public void Each_outcome_has_its_colour_and_words()
    {
        var boxes = Picture().Panels.Single().Boxes;
        Assert.Contains(boxes, box => box is { Tag: "trouser 0.93" } && box.Colour == BoxPalette.Found.Colour);
        Assert.Contains(boxes, box => box is { Tag: "✗ ankle-boot 0.71" } && box.Colour == BoxPalette.Wrong.Colour);
        Assert.Contains(boxes, box => box is { Tag: "bag", IsQuiet: true } && box.Colour == BoxPalette.Missed.Colour);
        Assert.Contains(boxes, box => box is { Tag: "sandal 0.64" } && box.Colour == BoxPalette.Neither.Colour);
        Assert.DoesNotContain(boxes, box => box.Tag.Contains("dress", StringComparison.Ordinal)); // not sure enough
    }

    [Fact]
    public void The_colours_are_told_apart_and_carry_dark_letters()
    {
        SeriesStyle[] styles = [BoxPalette.Truth, BoxPalette.Found, BoxPalette.Wrong, BoxPalette.Missed, BoxPalette.Neither];
        Assert.Equal(styles.Length, styles.Select(style => style.Colour).Distinct().Count());
        Assert.All(styles, style => Assert.True(Contrast(style.Colour, FamilyPalette.Ink) >= 4.5, style.Name));
    }

    [Fact]
    public void The_picture_shows_its_pixels()
    {
        using var picture = SKBitmap.Decode(DetectionPictures.Objects("t", [SampleDetections.Sample() with { Objects = [] }], SampleDetections.Classes).ToPng());
        var sample = SampleDetections.Sample().Image;
        // Four pixels for one: the middle of pixel (10, 20) lies 42 from the left.
        Assert.InRange(picture.GetPixel(18 + 42, 78 + 24 + 82).Red - sample.Pixels[(20 * 64) + 10], -7, 7); // of 32 greys
    }

    [Fact]
    public void Tags_stay_on_the_picture_and_apart()
    {
        var tags = new TagPlacement(new Display.Figures.LayoutBox(0, 0, 280, 280));
        var places = Enumerable.Range(0, 4).Select(_ => tags.Place(new Display.Figures.LayoutBox(200, 0, 279, 60), 70, 17)).ToArray();
        Assert.All(places, place => Assert.True(place is { Left: >= 0, Top: >= 0, Right: <= 280, Bottom: <= 280 }));
        Assert.Equal(0, places.SelectMany((a, i) => places.Skip(i + 1).Select(a.Shared)).Sum());
    }

    [Fact]
    public void Priors_that_match_are_drawn_over_the_others()
    {
        Detection.Boxes.Box[] priors = [new(0, 0, 0.5f, 0.5f), new(0.1f, 0.2f, 0.4f, 0.7f)];
        var panel = DetectionPictures.Priors("t", SampleDetections.Sample(), [new PriorPanel("8 x 8", priors, [priors[1]])], SampleDetections.Classes).Panels.Single();
        Assert.Equal([BoxPalette.Prior.Colour, BoxPalette.MatchedPrior.Colour], panel.Boxes.Take(2).Select(box => box.Colour));
        Assert.Equal(5, panel.Boxes.Count);
    }

    [Fact]
    public void Colours_of_the_legend_survive_a_palette_full_of_greys()
    {
        byte[] greys = [.. Enumerable.Range(0, 128 * 128).Select(i => (byte)(i * 37))];
        var sample = SampleDetections.Sample() with { Image = new PixelImage(128, 128, 1, greys), Objects = [] };
        using var picture = SKBitmap.Decode(DetectionPictures.Detections("t", [new Detected("h", sample, [])], SampleDetections.Classes).ToPng());
        var colours = picture.Pixels.Select(pixel => $"#{pixel.Red:X2}{pixel.Green:X2}{pixel.Blue:X2}").ToHashSet();
        Assert.Contains(BoxPalette.Found.Colour, colours);
        Assert.Contains(BoxPalette.Missed.Colour, colours);
    }

    [Fact]
    public void A_picture_of_nothing_is_refused() =>
        Assert.Throws<ArgumentException>(() => DetectionPictures.Objects("t", [], SampleDetections.Classes));

    private static BoxPicture Picture(int channels = 1) => DetectionPictures.Detections(
        "Detections", [new Detected("MobileNeXt", SampleDetections.Sample(channels), SampleDetections.Boxes)], SampleDetections.Classes);

    private static double Contrast(string a, string b)
    {
        var (one, two) = (Luminance(a) + 0.05, Luminance(b) + 0.05);
        return Math.Max(one, two) / Math.Min(one, two);
    }

    // WCAG 2's relative luminance.
    private static double Luminance(string colour)
    {
        double[] rgb = [.. Convert.FromHexString(colour.AsSpan(1)).Select(part => part / 255.0).Select(v => v <= 0.03928 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4))];
        return (0.2126 * rgb[0]) + (0.7152 * rgb[1]) + (0.0722 * rgb[2]);
    }
}
