using CsCheck;
using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Tests.Blocks;
using static TorchSharp.torch;

namespace Sandglass.Tests.Counting;

public class ReceptiveFieldTests
{
    [Fact]
    public void It_is_the_square_of_pixels_that_can_change_an_element() =>
        RandomSpecs.Buildable.Sample(
            spec =>
            {
                var linear = spec with { Activation = Activation.None, Excitation = null };
                return Counter.Count(linear, 96).ReceptiveField == SideOfGradient(linear, 96);
            },
            iter: 60,
            threads: 1);

    [Fact]
    public void Through_a_network_it_grows_as_counted_from_the_last_layer_back()
    {
        NetworkPlan[] plans =
        [
            MobileNeXt.Official(),
            MobileNeXt.Paper(),
            MobileNetV2.Plan(),
            MobileNeXtEfficient.B0(),
            .. Enum.GetValues<BlockFamily>().Select(family => MacroPlan.SmallImage.Fill(family)),
        ];
        Assert.All(plans, plan => Assert.Equal(Backwards(plan), Counter.Count(plan).ReceptiveField));
    }

    // Positive weights and no activation: no contribution can cancel, so the gradient is non-zero wherever the element looks.
    private static int SideOfGradient(BlockSpec spec, int size)
    {
        using var scope = NewDisposeScope();
        using var block = new BottleneckBlock(spec);
        block.eval();
        using (no_grad())
        {
            foreach (var parameter in block.parameters())
            {
                parameter.fill_(1);
            }
        }

        var x = zeros(1, spec.InChannels, size, size, requires_grad: true);
        var y = block.call(x);
        y[0, .., y.shape[2] / 2, y.shape[3] / 2].sum().backward();
        // From the first column to the last: a stride on a 1×1 convolution at the input leaves every other one unseen.
        var seen = x.grad!.sum([0, 1, 2]).ne(0).data<bool>().ToArray();
        return Array.LastIndexOf(seen, true) - Array.IndexOf(seen, true) + 1;
    }

    private static long Backwards(NetworkPlan plan) =>
        plan.Blocks.SelectMany(b => b.Spec.Layout.Layers).OfType<ConvSpec>().Prepend(plan.Stem).Concat(plan.Head)
            .Reverse().Aggregate(1L, (side, conv) => ((side - 1) * conv.Stride) + conv.Kernel);
}
