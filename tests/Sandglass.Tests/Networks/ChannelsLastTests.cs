using Sandglass.Networks;
using Sandglass.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Tests.Networks;

public class ChannelsLastTests
{
    [Theory]
    [InlineData(BlockFamily.Bottleneck, 1)]
    [InlineData(BlockFamily.InvertedResidual, 1)]
    [InlineData(BlockFamily.Sandglass, 1)]
    [InlineData(BlockFamily.Bottleneck, 3)]
    [InlineData(BlockFamily.InvertedResidual, 3)]
    [InlineData(BlockFamily.Sandglass, 3)]
    public void Activations_weights_and_their_gradients_keep_the_layout_through_a_step(BlockFamily family, int channels)
    {
        using var scope = NewDisposeScope();
        var plan = MacroPlan.SmallImage.Fill(family, 0.5, inputChannels: channels).WithHead();
        using var network = new BottleneckNetwork(plan, new RandomStreams(5));
        var activations = Record(network);
        var optimizer = optim.SGD(network.parameters(), 0.1, momentum: 0.9);

        AssertWeights(network, "at first");
        for (var step = 1; step <= 2; step++)
        {
            activations.Clear();
            optimizer.zero_grad();
            var loss = network.call(ChannelsLast.Of(randn(4, channels, 28, 28))).square().sum();
            Assert.All(activations, a => Assert.True(a.Forward, $"{a.Name} forward"));
            var alive = activations.Where(a => !a.Output.IsInvalid && a.Name is not ("head" or "head.norm")).ToArray();
            var gradients = autograd.grad([loss], [.. alive.Select(a => a.Output)], retain_graph: true);
            Assert.All(alive.Zip(gradients), g => Assert.True(ChannelsLast.Is(g.Second), $"{g.First.Name} backward"));
            loss.backward();
            optimizer.step();
            AssertWeights(network, $"after step {step}");
        }

        var layers = 2 + plan.Blocks.Sum(b => b.Spec.Layout.Layers.Count); // each: convolution, BatchNorm, both
        Assert.Equal((3 * layers) + plan.Blocks.Count() + plan.Stages.Count, activations.Count);
    }

    // Every output of four dimensions, with its layout. A Sequential lets go of what lies between its blocks;
    // behind the head the pool's gradient is one number a channel, expanded, without a layout of its own.
    private static List<(string Name, bool Forward, Tensor Output)> Record(BottleneckNetwork network)
    {
        var outputs = new List<(string Name, bool Forward, Tensor Output)>();
        foreach (var (name, module) in network.named_modules())
        {
            (module as Module<Tensor, Tensor>)?.register_forward_hook((_, _, y) =>
            {
                if (y.dim() == 4)
                {
                    outputs.Add((name, ChannelsLast.Is(y), y));
                }

                return y;
            });
        }

        return outputs;
    }

    private static void AssertWeights(BottleneckNetwork network, string when) =>
        Assert.All(network.named_modules().Where(m => m.module is Conv2d), m =>
        {
            var weight = ((Conv2d)m.module).weight!;
            Assert.True(ChannelsLast.Is(weight), $"{m.name} {when}");
            Assert.True(weight.grad is null || ChannelsLast.Is(weight.grad), $"gradient of {m.name} {when}");
            Assert.Same(network.get_parameter($"{m.name}.weight"), weight); // what trains is what computes
        });
}
