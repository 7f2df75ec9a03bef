using Sandglass.Data;
using Sandglass.Images.Glyphs;
using Sandglass.Runtime;

namespace Sandglass.Images.Tests.Glyphs;

/// <summary>A set that is drawn, written and loaded again.</summary>
public sealed class GlyphDrawingTests : IDisposable
{
    private static readonly GlyphDrawing Tiny = new(Side: 16, Training: 2, Validation: 1, Test: 1, Seed: 5);

    private readonly FontFolder _fonts = new();
    private readonly TemporaryFolder _to = new();

    public void Dispose()
    {
        _fonts.Dispose();
        _to.Dispose();
    }

    [Fact]
    public void The_same_seed_gives_the_same_files()
    {
        Draw("one", Tiny);
        Draw("two", Tiny);
        Draw("other", Tiny with { Seed = 6 });
        Assert.Equal(Sums("one"), Sums("two"));
        Assert.NotEqual(Sums("one"), Sums("other"));
    }

    [Fact]
    public void A_larger_set_begins_with_the_smaller()
    {
        Draw("small", Tiny);
        Draw("large", Tiny with { Training = 3 });
        using var small = GlyphSet.Load(_to["small"]);
        using var large = GlyphSet.Load(_to["large"]);
        Assert.Equal(3 * 62, large.Training.Count);
        Assert.Equal(small.Training.Sha256, large.Training.Take(2 * 62).Sha256);
    }

    [Fact]
    public void A_set_of_another_size_is_loaded_in_its_palettes_colours()
    {
        Draw("set", Tiny with { Side = 47, Training = 1 });
        using var set = GlyphSet.Load(_to["set"]);
        Assert.Equal([62, 3, 47, 47], set.Test.Images.shape);
        Assert.Equal(GlyphSet.ClassNames, set.Test.ClassNames);
        Assert.InRange(Enumerable.Range(0, 47 * 47).Select(i => (set.Test.Pixels[i], set.Test.Pixels[i + (47 * 47)], set.Test.Pixels[i + (2 * 47 * 47)])).Distinct().Count(), 4, 16);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(224)]
    public void A_picture_shows_its_glyph_in_few_colours(int side)
    {
        using var font = FontFile.Read(_fonts["0.ttf"], "0.ttf");
        using var painter = new GlyphPainter(side);
        var streams = new RandomStreams(1);
        byte[] Paint(int label) => painter.Paint(font, label, streams.Open("scene"), streams.Open("ground"));
        var (palette, indices) = PaletteReduction.Reduce(Paint(3), 16);
        Assert.Equal((48, side * side), (palette.Length, indices.Length));
        Assert.All(indices, index => Assert.InRange(index, 0, 15));
        Assert.Equal(Paint(3), Paint(3));
        Assert.NotEqual(Paint(3), Paint(40));
    }

    [Fact]
    public void A_set_is_too_large_before_a_font_is_opened() => Assert.Contains(
        "larger than the limit",
        Assert.Throws<WorkbenchException>(() => new GlyphDrawing(224, 100_000).Write("nowhere", [], _to["set"], TestContext.Current.CancellationToken)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Families_are_split_by_the_seed_alone()
    {
        var all = Draw();
        File.Delete(_fonts["1.ttf"]);
        File.Delete(_fonts["1-Bold.ttf"]);
        Assert.Equal(all.Where(font => !font.File.StartsWith('1')), Draw());
        Assert.All(all.GroupBy(font => font.File[0]), family => Assert.Single(family.Select(font => font.Part).Distinct()));
    }

    private IReadOnlyList<FontEntry> Draw() => FontList.Draw(_fonts.Path, 1, _ => Assert.Fail("nothing is left out"));

    private void Draw(string name, GlyphDrawing drawing) =>
        drawing.Write(_fonts.Path, FontFolder.List, _to[name], TestContext.Current.CancellationToken);

    private string Sums(string name) => File.ReadAllText(_to[name, Checksums.FileName]);
}
