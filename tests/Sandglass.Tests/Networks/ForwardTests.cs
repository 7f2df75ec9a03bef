using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Tests.Networks;

public class ForwardTests
{
    private static readonly RandomStreams Streams = new(3);

    public static TheoryData<int> Sizes { get; } = [27, 28, 31, 33, 37];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Images_of_odd_sizes_become_finite_scores(int size)
    {
        NetworkPlan[] plans =
        [
            MobileNeXt.Official(0.35, size, 7),
            MobileNetV2.Plan(0.35, size, 7),
            .. Enum.GetValues<BlockFamily>().Select(f => MacroPlan.SmallImage.Fill(f, 0.5, size, 3, 7)),
        ];
        Assert.All(plans, plan =>
        {
            using var scope = NewDisposeScope();
            using var network = new BottleneckNetwork(plan, Streams);
            var scores = network.call(randn(3, 3, size, size));
            Assert.Equal([3, 7], scores.shape);
            Assert.True(scores.isfinite().all().item<bool>());
        });
    }

    [Theory]
    [InlineData(28)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(31)]
    [InlineData(32)]
    public void Small_image_plans_never_end_on_a_single_pixel(int size) =>
        Assert.All(Enum.GetValues<BlockFamily>(), family =>
        {
            var count = Counter.Count(MacroPlan.SmallImage.Fill(family, resolution: size));
            var sides = count.Layers.Where(row => row.OutputShape.Count == 3).Select(row => row.OutputShape[1]).Distinct();
            Assert.Equal([(size + 1) / 2, (size + 3) / 4, 4], sides);
        });

    [Fact]
    public void Dropout_masks_belong_to_seed_and_epoch_and_to_training()
    {
        using var scope = NewDisposeScope();
        var plan = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.3) with { Dropout = 0.5 };
        using var network = new BottleneckNetwork(plan, Streams);
        var x = randn(4, 1, 28, 28);
        Tensor Epoch(int epoch)
        {
            network.SeedDropout(Streams, epoch);
            rand(1); // the global generator has no say
            return network.call(x);
        }

        Assert.True(Epoch(1).equal(Epoch(1)).all().item<bool>());
        Assert.False(Epoch(1).equal(Epoch(2)).all().item<bool>());
        network.eval();
        Assert.True(Epoch(1).equal(Epoch(2)).all().item<bool>());
    }

    [Fact]
    public void Parameters_and_buffers_have_one_name_each()
    {
        using var network = new BottleneckNetwork(MobileNeXt.Official(0.35, 32, 10), Streams);
        using var parent = nn.Sequential(("network", network)); // what owns the network must not add names
        var names = parent.state_dict().Keys.ToArray();
        Assert.Contains("network.stage4.block2.reduce.conv.weight", names);
        Assert.Contains("network.stage4.block2.reduce.norm.running_mean", names);
        Assert.Contains("network.classifier.bias", names);
        var convolutions = names.Count(n => n.EndsWith("conv.weight", StringComparison.Ordinal));
        Assert.Equal((6 * convolutions) + 2, names.Length); // kernel, scale, shift, mean, variance, batches seen; classifier
    }
}
