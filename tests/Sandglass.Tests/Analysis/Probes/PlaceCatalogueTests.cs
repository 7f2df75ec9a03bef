using CsCheck;
using Sandglass.Analysis.Probes;
using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Tests.Blocks;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Probes;

public class PlaceCatalogueTests
{
    [Fact]
    public void A_block_shows_the_places_of_its_spec_in_that_order() => RandomSpecs.Buildable.Sample(
        spec =>
        {
            using var scope = NewDisposeScope();
            using var block = new BottleneckBlock(spec);
            using var probes = ProbeScope.On(block);
            Assert.Equal(Described(PlaceCatalogue.Of(spec, 7)), Seen(probes, () => block.call(zeros(2, spec.InChannels, 7, 7))));
        },
        iter: 60);

    [Fact]
    public void A_network_shows_the_places_of_its_plan_in_that_order() => Assert.All(Enum.GetValues<BlockFamily>(), family =>
    {
        using var scope = NewDisposeScope();
        NetworkPlan[] plans = [SmallNetworks.Plan(family), SmallNetworks.Excited(family, normalized: true)];
        Assert.All(plans, plan =>
        {
            using var network = SmallNetworks.Build(plan);
            using var probes = ProbeScope.On(network);
            Assert.Equal(Described(PlaceCatalogue.Of(plan)), Seen(probes, () => network.call(SmallNetworks.Images(2))));
        });
    });

    [Fact]
    public void Convolutions_and_norms_have_the_names_and_shapes_of_the_count()
    {
        var plan = MobileNeXt.Official();
        var places = PlaceCatalogue.Of(plan).ToDictionary(place => place.Place);
        var counted = Counter.Count(plan).Layers.Where(row => row.Name.EndsWith(".conv", StringComparison.Ordinal) || row.Name.EndsWith(".norm", StringComparison.Ordinal));
        Assert.All(counted, row => Assert.Equal(row.OutputShape, places[row.Name].Shape));
        Assert.Equal([32, 112, 112], places["stem.out"].Shape);
        Assert.Equal(32 * 112 * 112, places["stem.out"].Elements);
        Assert.Equal([1280], places["pool"].Shape);
        Assert.Equal(1000, places["classifier"].Channels);
    }

    private static IEnumerable<string> Described(IEnumerable<FeatureMap> places) =>
        places.Select(place => $"{place.Place} [{string.Join(", ", place.Shape)}]");

    private static List<string> Seen(ProbeScope probes, Action pass)
    {
        var seen = new List<string>();
        probes.Watch("**", (place, value) => seen.Add($"{place} [{string.Join(", ", value.shape[1..])}]"));
        pass();
        return seen;
    }
}
