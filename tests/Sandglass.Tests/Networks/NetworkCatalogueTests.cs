using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Tests.Networks;

public class NetworkCatalogueTests
{
    [Fact]
    public void Every_entry_makes_the_network_of_its_name()
    {
        Assert.Equal(NetworkCatalogue.Entries.Count, NetworkCatalogue.Entries.Select(entry => entry.Name).Distinct().Count());
        Assert.All(NetworkCatalogue.Entries, entry =>
        {
            var plan = entry.Plan();
            Assert.Contains(plan.Name, new[] { entry.Name, entry.Name + "-1.0" });
            Assert.Equal((entry.Resolution, entry.Classes), (plan.Resolution, plan.Classes));
        });
    }

    [Fact]
    public void Width_resolution_and_classes_reach_the_plan()
    {
        Assert.All(NetworkCatalogue.Entries.Where(entry => entry.TakesWidth), entry =>
        {
            var plan = entry.Plan(0.5, 96, 7);
            Assert.Equal((0.5, 96, 7), (plan.Width, plan.Resolution, plan.Classes));
        });
    }

    [Theory]
    [InlineData("mobilenxt", "mobilenext")]
    [InlineData("mobilenet-v2", "mobilenetv2")]
    [InlineData("small-sandglas", "small-sandglass")]
    [InlineData("bottlneck", "bottleneck")]
    public void An_unknown_name_is_answered_with_the_nearest(string asked, string nearest)
    {
        var error = Assert.Throws<InvalidSpecException>(() => NetworkCatalogue.Find(asked));

        Assert.Contains($"there is no network '{asked}'; the most similar is {nearest}; ", error.Message);
    }

    [Fact]
    public void Names_are_found_in_any_case() => Assert.Equal("mobilenext", NetworkCatalogue.Find("MobileNeXt").Name);
}
