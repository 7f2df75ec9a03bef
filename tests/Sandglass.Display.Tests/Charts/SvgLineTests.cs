using System.Xml.Linq;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;

namespace Sandglass.Display.Tests.Charts;

public class SvgLineTests
{
    [Theory]
    [InlineData(BlockFamily.Bottleneck)]
    [InlineData(BlockFamily.InvertedResidual)]
    public void A_dashed_line_is_dashed_in_svg_too(BlockFamily family)
    {
        var svg = XElement.Parse(ComparisonFigures.AccuracyAgainstMultiplyAdds(SampleResults.Rows).ToSvg());
        var colour = FamilyPalette.For(family).Colour;

        var pieces = svg.Descendants()
            .Where(e => string.Equals(e.Attribute("fill")?.Value, colour, StringComparison.OrdinalIgnoreCase))
            .Max(e => e.Attribute("d")?.Value.Count(c => c == 'M') ?? 0);
        Assert.True(pieces > 20, $"The line consists of {pieces} pieces.");
    }

    // Without a fill an area is black.
    [Fact]
    public void Every_area_has_a_colour()
    {
        var svg = XElement.Parse(ComparisonFigures.AccuracyAgainstMultiplyAdds(SampleResults.Rows).ToSvg());
        Assert.All(svg.Descendants().Where(e => e.Name.LocalName == "rect" && e.Parent!.Name.LocalName != "clipPath"), rect => Assert.NotNull(rect.Attribute("fill")));
    }
}
