using Fuzzing;
using Sandglass.Data;
using Sandglass.Images.Glyphs;
using Workbench.Tests;

namespace Sandglass.Images.Tests.Glyphs;

/// <summary>Fonts and lists that cannot be used end in one line that names them.</summary>
[Collection(FuzzTests.Alone)]
public sealed class HostileFontTests : IDisposable
{
    private readonly FontFolder _fonts = new();
    private readonly TemporaryFolder _to = new();

    public void Dispose()
    {
        _fonts.Dispose();
        _to.Dispose();
    }

    [Fact]
    public void What_is_no_font_is_named()
    {
        foreach (var bytes in (byte[][])[[], [0, 1, 0, 0], "<html>not found</html>"u8.ToArray(), [0, 1, 0, 0, .. new byte[500]]])
        {
            File.WriteAllBytes(_fonts["2.ttf"], bytes);
            Assert.Contains("2.ttf is no font", Refused<DataFormatException>(FontFolder.List), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_is_too_long_is_not_read()
    {
        using (var file = File.OpenWrite(_fonts["2.ttf"]))
        {
            file.SetLength((1L << 25) + 1);
        }

        Assert.Contains("has more than 33554432 bytes", Refused<DataFormatException>(FontFolder.List), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_font_names_its_package() => Assert.Contains(
        "install Debian's package fonts-none 1.0",
        Refused<WorkbenchException>([.. FontFolder.List, new("test", "none.ttf", "fonts-none", "1.0")]),
        StringComparison.Ordinal);

    [Fact]
    public void Another_version_of_a_font_is_refused() => Assert.Contains(
        "0.ttf is another version",
        Refused<WorkbenchException>([FontFolder.List[0] with { Sha256 = new string('0', 64) }, .. FontFolder.List.Skip(1)]),
        StringComparison.Ordinal);

    [Fact]
    public void A_family_in_two_parts_is_refused() => Assert.Contains(
        "'DejaVu Sans' is in two parts",
        Refused<WorkbenchException>([.. FontFolder.List.Skip(1), FontFolder.List[0] with { Part = "test" }]),
        StringComparison.Ordinal);

    [Fact]
    public void A_part_needs_two_fonts() => Assert.Contains(
        "1 usable fonts for test, and a part needs 2", Refused<WorkbenchException>([.. FontFolder.List.SkipLast(1)]), StringComparison.Ordinal);

    [Fact]
    public void No_fonts_are_too_few() => Assert.Contains("0 usable fonts for training", Refused<WorkbenchException>(FontList.Draw(_to.Path, 1, _ => { })), StringComparison.Ordinal);

    [Theory]
    [InlineData("part,file,package,version,licence,sha256\ntraining,../etc/passwd,,,,\n", "must lie in the folder of fonts")]
    [InlineData("part,file,package,version,licence,sha256\ntraining,/etc/passwd,,,,\n", "must lie in the folder of fonts")]
    [InlineData("part,file,package,version,licence,sha256\nelsewhere,a.ttf,,,,\n", "training, validation or test, not 'elsewhere'")]
    [InlineData("file\na.ttf\n", "lacks this column")]
    public void A_wrong_list_names_its_row(string text, string reason)
    {
        File.WriteAllText(_to["fonts.csv"], text);
        Assert.Contains(reason, Assert.ThrowsAny<WorkbenchException>(() => FontList.Read(_to["fonts.csv"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_in_a_folder_are_left_out()
    {
        File.CreateSymbolicLink(_fonts["link.ttf"], "/etc/passwd");
        Assert.DoesNotContain(FontList.Draw(_fonts.Path, 1, _ => { }), font => font.File == "link.ttf");
    }

    [DeepFact]
    public void Damaged_fonts_are_read_or_refused()
    {
        var good = File.ReadAllBytes(FontFolder.Bundled("DejaVuSans.ttf"));
        var path = _to["damaged.ttf"];
        var (read, refused) = new FuzzRuns("fonts", 200) { MostAllocated = 256 << 20 }.Run(
            random =>
            {
                File.WriteAllBytes(path, ByteMutations.Mutate(good, random));
                using var font = FontFile.Read(path, "damaged.ttf");
                Assert.All(font.Drawable, label => Assert.InRange(font.Outline(label).TightBounds.Height, 0, 8));
            },
            fault => fault is DataFormatException && !fault.Message.Any(char.IsControl));
        Assert.True(read > 0);
        Assert.InRange(refused, 0, 200);
    }

    private string Refused<T>(IReadOnlyList<FontEntry> list)
        where T : WorkbenchException
    {
        var message = Assert.ThrowsAny<T>(() => new GlyphDrawing(16, 1, 1, 1).Write(_fonts.Path, list, _to["set"], TestContext.Current.CancellationToken)).Message;
        Assert.False(Directory.Exists(_to["set"]));
        return message;
    }
}
