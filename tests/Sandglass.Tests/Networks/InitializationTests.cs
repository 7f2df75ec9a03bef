using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sandglass.Tests.Networks;

public class InitializationTests
{
    private static readonly NetworkPlan Plan = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass);

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        using var first = new BottleneckNetwork(Plan, new RandomStreams(11));
        rand(3).Dispose(); // the global generator has no say
        using var second = new BottleneckNetwork(Plan, new RandomStreams(11));
        using var other = new BottleneckNetwork(Plan, new RandomStreams(12));
        Assert.Equal(Bytes(first), Bytes(second));
        Assert.NotEqual(Bytes(first), Bytes(other));
    }

    [Fact]
    public void Layers_of_equal_shape_start_different_and_no_layer_depends_on_its_neighbours()
    {
        using var sandglass = new BottleneckNetwork(Plan, new RandomStreams(11));
        using var inverted = new BottleneckNetwork(MacroPlan.SmallImage.Fill(BlockFamily.InvertedResidual), new RandomStreams(11));
        Assert.NotEqual(Bytes(sandglass, "stage2.block2.reduce.conv.weight"), Bytes(sandglass, "stage2.block3.reduce.conv.weight"));
        Assert.Equal(Bytes(sandglass, "stem.conv.weight"), Bytes(inverted, "stem.conv.weight"));
    }

    [Theory]
    [InlineData(Initialization.Released)]
    [InlineData(Initialization.FanOut)]
    public void Weights_spread_as_the_rule_says(Initialization rule)
    {
        using var scope = NewDisposeScope();
        using var network = new BottleneckNetwork(MobileNeXt.Official(0.35), new RandomStreams(2), rule);
        foreach (var (name, module) in network.named_modules())
        {
            switch (module)
            {
                case Conv2d { weight: { } weight } conv:
                    var fan = weight.shape[2] * weight.shape[3] * weight.shape[0] / (rule == Initialization.FanOut ? conv.groups : 1);
                    AssertNormal(name, weight, Math.Sqrt(2.0 / fan));
                    break;
                case Linear linear:
                    AssertNormal(name, linear.weight!, 0.01);
                    Assert.Equal(0, linear.bias!.abs().sum().item<float>());
                    break;
                case BatchNormLayer norm:
                    Assert.Equal(0, (norm.get_parameter("weight")! - 1).abs().sum().item<float>() + norm.get_parameter("bias")!.abs().sum().item<float>());
                    break;
            }
        }
    }

    // Five standard errors either side.
    private static void AssertNormal(string name, Tensor weight, double deviation)
    {
        var count = (double)weight.numel();
        var (mean, std) = (weight.mean().item<float>(), weight.std().item<float>());
        Assert.True(Math.Abs(mean) < 5 * deviation / Math.Sqrt(count), $"mean of {name} is {mean}");
        Assert.True(Math.Abs((std / deviation) - 1) < 5 / Math.Sqrt(2 * count), $"deviation of {name} is {std}, not {deviation}");
    }

    private static byte[] Bytes(BottleneckNetwork network, string name = "") =>
    [
        .. network.named_parameters()
            .Where(p => p.name.StartsWith(name, StringComparison.Ordinal))
            .SelectMany(p => p.parameter.contiguous().bytes.ToArray()),
    ];
}
