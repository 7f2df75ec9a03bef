using Sandglass.Analysis.Interventions;
using Sandglass.Analysis.LinearProbes;
using Sandglass.Analysis.Ranks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis;

/// <summary>Counts what the whole process holds, so nothing runs beside it.</summary>
[Collection(nameof(MemoryTests))]
public class LeakTests
{
    [Fact]
    public void A_measurement_leaves_no_tensor_behind()
    {
        using var data = TinyRuns.Data();
        using var network = new BottleneckNetwork(TinyRuns.Plan(), new RandomStreams(1));
        var normalization = Normalization.Of(data.Training);
        Assert.Equal(0, LeftBehind(() => RankProfile.Of(
            network, data.Validation, normalization, new() { WithPermuted = true, WithGaussian = true })));
        Assert.Equal(0, LeftBehind(() => LinearProbe.Of(network, data.Training, data.Validation, normalization)));
        Assert.Equal(0, LeftBehind(() => ShortcutVariant.Permuted(1).Measure(network, _ => 0)));

        // TorchSharp's own count does not come back to what it was after a network is built and disposed.
        var built = LeftBehind(() => new BottleneckNetwork(network.Plan, new RandomStreams(2)).Dispose());
        Assert.Equal(built, LeftBehind(() => RankProfile.Untrained(network.Plan, new RandomStreams(2), data.Validation, normalization)));
        Assert.Equal(built, LeftBehind(() => ShortcutVariant.MovedTo(ShortcutSite.Pointwise).Measure(network, _ => 0)));
    }

    private static long LeftBehind(Action measure)
    {
        measure(); // what stays for good, such as constants, comes with the first call
        GC.Collect();
        GC.WaitForPendingFinalizers(); // the tensors that other tests dropped, which would count as freed by this one
        var before = Tensor.TotalCount;
        measure();
        return Tensor.TotalCount - before;
    }
}
