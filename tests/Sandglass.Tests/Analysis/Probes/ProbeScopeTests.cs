using Sandglass.Analysis.Probes;
using Sandglass.Blocks;
using Sandglass.Networks;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Probes;

public class ProbeScopeTests
{
    public static TheoryData<BlockFamily> Families { get; } = [.. Enum.GetValues<BlockFamily>()];

    [Theory]
    [MemberData(nameof(Families))]
    public void A_network_computes_the_same_bytes_before_within_and_after_a_scope_that_only_looks(BlockFamily family)
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetworks.Build(SmallNetworks.Excited(family, normalized: false));
        using var twin = SmallNetworks.Build(SmallNetworks.Excited(family, normalized: false));
        var images = SmallNetworks.Images(6);
        var before = Pass(network, images);
        Assert.Equal(before, Pass(twin, images));
        using (ProbeScope.On(network).Capture("**").CaptureGradients("**"))
        {
            Assert.Equal(Pass(twin, images), Pass(network, images)); // BatchNorm's statistics go on from pass to pass
        }

        Assert.Null(((IHooked)network).Hook);
        Assert.Equal(Pass(twin, images), Pass(network, images));
        Assert.All(network.named_buffers().Zip(twin.named_buffers()), pair =>
            Assert.True(pair.First.buffer.equal(pair.Second.buffer).all().item<bool>(), pair.First.name));
    }

    [Fact]
    public void Captured_values_are_those_of_the_modules()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetworks.Build(SmallNetworks.Plan(BlockFamily.Sandglass));
        var seen = new Dictionary<string, float[]>();
        foreach (var (name, module) in network.named_modules().Where(m => m.module is nn.Module<Tensor, Tensor>))
        {
            ((nn.Module<Tensor, Tensor>)module).register_forward_hook((_, _, y) =>
            {
                seen[name] = y.detach().contiguous().data<float>().ToArray();
                return y;
            });
        }

        using var probes = ProbeScope.On(network).Capture("**.conv").Capture("**.norm").Capture("stage*.block*.out").Capture("classifier");
        network.call(SmallNetworks.Images(3));
        Assert.Equal(2 + (3 * 4) + 2 + (3 * 4) + 3 + 1, probes.Activations.Count);
        Assert.All(probes.Activations.Values, captured =>
            Assert.Equal(seen[captured.Place.EndsWith(".out", StringComparison.Ordinal) ? captured.Place[..^4] : captured.Place], captured.Values));
        Assert.Equal([3, 16, 3, 3], probes.Activations["stage2.block2.out"].Shape);
    }

    // What is added at a place, 0, has the gradient of the value there.
    [Theory]
    [MemberData(nameof(Families))]
    public void Captured_gradients_are_those_of_a_zero_added_at_the_place(BlockFamily family)
    {
        var plan = SmallNetworks.Excited(family, normalized: true);
        using var scope = NewDisposeScope();
        using var network = SmallNetworks.Build(plan);
        var (images, labels) = (SmallNetworks.Images(4), SmallNetworks.Labels(4));
        using var probes = ProbeScope.On(network).CaptureGradients("**");
        probes.Backward(nn.functional.cross_entropy(network.call(images), labels));
        Assert.All(PlaceCatalogue.Of(plan), place =>
        {
            Tensor? zero = null;
            using var edit = ProbeScope.On(network).Replace(place.Place, value => value + (zero = zeros_like(value).requires_grad_().DetachFromDisposeScope()));
            var gradient = autograd.grad([nn.functional.cross_entropy(network.call(images), labels)], [zero!])[0];
            var expected = gradient.contiguous().data<float>().ToArray();
            Assert.Equal(expected.Length, probes.Gradients[place.Place].Values.Length);
            Assert.All(expected.Zip(probes.Gradients[place.Place].Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
            zero!.Dispose();
        });
        Assert.All(network.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void A_place_behind_a_cut_has_no_gradient()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetworks.Build(SmallNetworks.Plan(BlockFamily.Sandglass));
        using var probes = ProbeScope.On(network).CaptureGradients("stage2.block1.out").CaptureGradients("stage1.block1.out");
        using var cut = ProbeScope.On(network).Cut("stage2.block2.out");
        probes.Backward(network.call(SmallNetworks.Images(2)).sum());
        Assert.Equal([2, 16, 3, 3], probes.Gradients["stage2.block1.out"].Shape);
        Assert.All(probes.Gradients.Values, gradient => Assert.All(gradient.Values, value => Assert.Equal(0, value)));
    }

    private static float[] Pass(BottleneckNetwork network, Tensor images) => network.call(images).data<float>().ToArray();
}
