using Sandglass.Counting;
using Sandglass.Networks;

namespace Sandglass.Paper.Tests;

public class ExplanationTests
{
    [Fact]
    public void A_convention_explains_only_with_the_whole_table()
    {
        var figure = PublishedCounts.Of("mobilenext", 0.5)[0];

        var explanation = Explanation.OfMultiplyAdds(figure)!;

        Assert.Equal(ExplanationKind.ConventionHereOnly, explanation.Kind);
        Assert.Contains(CountingConvention.WithActivations, explanation.Conventions);
        Assert.DoesNotContain(CountingConvention.ConvolutionsAndLinear, explanation.Conventions);
    }

    [Fact]
    public void A_convention_that_fits_every_figure_of_its_table_explains_it()
    {
        // MobileNeXt-1.0 with everything counted: 333.1 M.
        var figure = new PublishedFigure("mobilenext", 1.0, null, new PrintedNumber(333), "a table of its own", EvidenceMark.Verified);

        var explanation = Explanation.OfMultiplyAdds(figure)!;

        Assert.Equal(ExplanationKind.Convention, explanation.Kind);
        Assert.Equal([CountingConvention.All], explanation.Conventions);
        Assert.Null(Explanation.OfParameters(figure));
    }

    [Fact]
    public void A_smaller_image_explains_MobileNetV2_at_three_quarters()
    {
        var explanation = Explanation.OfMultiplyAdds(PublishedCounts.Of("mobilenetv2", 0.75)[0])!;

        Assert.Equal((ExplanationKind.Resolution, 192), (explanation.Kind, explanation.Resolution));
    }

    [Fact]
    public void Figures_are_of_catalogued_networks_and_none_is_unverified()
    {
        Assert.Equal(21, PublishedCounts.Confirmed.Count);
        Assert.All(PublishedCounts.Confirmed, figure =>
        {
            Assert.Equal(figure.Network, NetworkCatalogue.Find(figure.Network).Name);
            Assert.True(figure.Mark is EvidenceMark.Verified or EvidenceMark.SecondHand);
            Assert.True(figure.Parameters is not null || figure.MultiplyAdds is not null);
        });
        Assert.Empty(PublishedCounts.Of("mobilenetv2", 0.35));
    }
}
