using Sandglass.Counting;
using Sandglass.Deployment.Counting;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Tests.Export;
using Sandglass.Networks;
using Sandglass.Runtime;

namespace Sandglass.Deployment.Tests.Counting;

public class OnnxCounterTests
{
    public static TheoryData<string> Networks { get; } = [.. NetworkCatalogue.Entries.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_file_counts_as_the_plan_does(string name)
    {
        var plan = NetworkCatalogue.Find(name).Plan(resolution: 50);
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        var (ours, theirs) = (Counter.Count(plan), OnnxCounter.Count(NetworkExport.Of(plan, Shaken.Weights(network))));
        Assert.Equal(Rows(ours), Rows(theirs));
        Assert.Equal((ours.MultiplyAdds, ours.Additions, ours.ReceptiveField), (theirs.MultiplyAdds, theirs.Additions, theirs.ReceptiveField));

        // A folded BatchNorm leaves one of its two parameters a channel.
        Assert.Equal(ours.Parameters - ours.Layers.Where(layer => layer.Type == LayerType.BatchNorm).Sum(layer => layer.Parameters / 2), theirs.Parameters);
    }

    [Fact]
    public void A_free_resolution_must_be_said()
    {
        var plan = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.5);
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        var graph = NetworkExport.Of(plan, Shaken.Weights(network));
        var free = graph with { Inputs = [graph.Inputs[0] with { Shape = [null, 1, null, null] }] };
        Assert.Contains("give --resolution", Assert.Throws<WorkbenchException>(() => OnnxCounter.Count(free)).Message);
        Assert.Equal(OnnxCounter.Count(graph).MultiplyAdds, OnnxCounter.Count(free, 28).MultiplyAdds);
    }

    [Fact]
    public void Sizes_that_no_memory_holds_are_refused()
    {
        var graph = UntrainedExport.Of(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.1), seed: 1);
        var huge = graph with { Inputs = [graph.Inputs[0] with { Shape = [null, 1, 1L << 40, 1L << 40] }] };
        Assert.Contains("too large", Assert.Throws<Sandglass.Deployment.Onnx.OnnxException>(() => OnnxCounter.Count(huge)).Message);
    }

    private static IEnumerable<(string, LayerType, string, long)> Rows(NetworkCount count) =>
        count.Layers.Where(layer => layer.HasWeights).Select(layer => (layer.Name, layer.Type, string.Join('x', layer.OutputShape), layer.MultiplyAdds));
}
