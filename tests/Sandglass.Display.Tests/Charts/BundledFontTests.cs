using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using ScottPlot;

namespace Sandglass.Display.Tests.Charts;

public class BundledFontTests
{
    [Fact]
    public void A_title_puts_ink_on_the_picture()
    {
        var figure = ComparisonFigures.AccuracyAgainstMultiplyAdds(SampleResults.Rows);
        var untitled = new Figure(figure.Id, "", figure.Note, figure.Panels);
        Assert.NotEqual(figure.ToPng(), untitled.ToPng());
    }

    [Fact]
    public void The_font_comes_from_the_library_whatever_the_machine_has()
    {
        BundledFont.Install();
        BundledFont.Install();

        Assert.Single(Fonts.FontResolvers, r => r is BundledFont);
        Assert.IsType<BundledFont>(Fonts.FontResolvers[0]);
        foreach (var bold in new[] { false, true })
        {
            var face = Fonts.FontResolvers[0].CreateTypeface(BundledFont.Family, bold, italic: false)!;
            Assert.Equal(BundledFont.Family, face.FamilyName);
            Assert.Equal(bold, face.IsBold);
        }
        Assert.Null(Fonts.FontResolvers[0].CreateTypeface("Another", bold: false, italic: false));
    }

    [Fact]
    public void The_licence_of_the_font_travels_with_it()
    {
        using var stream = typeof(BundledFont).Assembly.GetManifestResourceStream("LICENSE.txt");
        Assert.NotNull(stream);
        Assert.Contains("Bitstream", new StreamReader(stream).ReadToEnd());
    }
}
