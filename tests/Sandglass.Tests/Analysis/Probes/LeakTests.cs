using Sandglass.Analysis.Probes;
using Sandglass.Networks;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Probes;

/// <summary>Counts what the whole process holds, so nothing runs beside it.</summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public class LeakTests
{
    [Fact]
    public void Repeated_use_leaves_no_tensor_behind()
    {
        using var network = SmallNetworks.Build(SmallNetworks.Excited(BlockFamily.Sandglass, normalized: true));
        Use(network);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 10; i++)
        {
            Use(network);
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    private static void Use(BottleneckNetwork network)
    {
        using var scope = NewDisposeScope();
        using var probes = ProbeScope.On(network)
            .Capture("**").CaptureGradients("**").Watch("stem.out", (_, value) => value.square().sum())
            .Scale("stage*.block*.sum", 0.5).Cut("stage*.block*.shortcut").PermuteChannels("stem.out", [3, 2, 1, 0]);
        network.call(SmallNetworks.Images(3));
        var scores = network.call(SmallNetworks.Images(3)); // the first pass's kept values are replaced
        probes.Backward(scores.square().sum());
        network.call(SmallNetworks.Images(3)); // kept values of a pass without Backward go with the scope
    }
}
