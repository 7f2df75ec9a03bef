using Sandglass.Blocks;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Compute.Tests;

/// <summary>Blocks by the fused kernels are the blocks by libtorch.</summary>
public sealed class BlockTests
{
    private static readonly Dictionary<string, BlockSpec> Specs = new()
    {
        ["sandglass"] = BlockSpec.Sandglass(48, 48),
        ["sandglass, stride 2"] = BlockSpec.Sandglass(48, 72, stride: 2),
        ["sandglass, half shared"] = BlockSpec.Sandglass(48, 48) with { IdentityMultiplier = 0.5 },
        ["sandglass, nothing shared"] = BlockSpec.Sandglass(48, 48) with { IdentityMultiplier = 0 },
        ["inverted"] = BlockSpec.InvertedResidual(12, 12),
        ["inverted, stride 2, 5x5"] = BlockSpec.InvertedResidual(12, 20, stride: 2) with { Kernel = 5 },
        ["inverted, t = 1"] = BlockSpec.InvertedResidual(16, 12, expansion: 1),
        ["bottleneck"] = BlockSpec.Bottleneck(40, 40),
        ["bottleneck, ReLU, half shared"] = BlockSpec.Bottleneck(40, 40) with { Activation = Activation.ReLU, IdentityMultiplier = 0.5 },
        ["bottleneck, stride 2"] = BlockSpec.Bottleneck(24, 40, stride: 2),
        ["shortcut at the pointwise ones"] = BlockSpec.Sandglass(48, 48) with { Shortcut = ShortcutSite.Pointwise },
        ["shortcut at the hidden width"] = BlockSpec.InvertedResidual(12, 12) with { Shortcut = ShortcutSite.Hidden },
        ["grouped pointwise"] = BlockSpec.Sandglass(48, 48) with { PointwiseGroups = 2 },
        ["excitation"] = BlockSpec.InvertedResidual(12, 12) with { Excitation = new SqueezeExcitation(true, 4, false, Activation.ReLU, Activation.Sigmoid) },
        ["SiLU"] = BlockSpec.Sandglass(48, 48) with { Activation = Activation.SiLU },
        ["SiLU after the sum"] = BlockSpec.Bottleneck(40, 40) with { Activation = Activation.SiLU },
    };

    public static TheoryData<string> Names { get; } = [.. Specs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_gradients_and_statistics_are_libtorchs(string name)
    {
        using var scope = NewDisposeScope();
        var (eager, fused) = Pair(Specs[name]);
        var input = Input(Specs[name].InChannels);
        foreach (var (what, mine, reference) in Trained(fused, input).Zip(Trained(eager, input), (a, b) => (a.Name, a.Value, b.Value)))
        {
            Same.Numbers($"{name}: {what}", mine, reference);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_in_evaluation_are_libtorchs(string name)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (eager, fused) = Pair(Specs[name]);
        eager.eval();
        fused.eval();
        var input = Input(Specs[name].InChannels);
        Same.Numbers(name, fused.call(input), eager.call(input));
    }

    [Fact]
    public void A_block_that_is_probed_computes_as_without_the_kernels()
    {
        using var scope = NewDisposeScope();
        var (eager, fused) = Pair(Specs["sandglass"]);
        var (seen, expected) = (new Places(), new Places());
        ((IHooked)fused).Attach(seen, "block");
        ((IHooked)eager).Attach(expected, "block");
        var input = Input(48);
        Assert.True(fused.call(input).equal(eager.call(input)).all().ToBoolean());
        Assert.NotEmpty(seen.Names);
        Assert.Equal(expected.Names, seen.Names);
    }

    // One image of 2 x 2 is one place behind a stride of 2, and one value has no variance.
    [Fact]
    public void One_value_a_channel_gives_the_running_statistics_that_libtorch_gives()
    {
        using var scope = NewDisposeScope();
        var (eager, fused) = Pair(BlockSpec.Sandglass(48, 48, stride: 2));
        var input = ones([1, 48, 2, 2]);
        Same.Numbers("output", fused.call(input), eager.call(input));
        Assert.All(
            fused.named_buffers().Zip(eager.named_buffers()),
            pair => Assert.True(pair.First.buffer.isfinite().equal(pair.Second.buffer.isfinite()).all().ToBoolean(), pair.First.name));
    }

    [Fact]
    public void In_evaluation_gradients_are_libtorchs_to_the_bit()
    {
        using var scope = NewDisposeScope();
        var (eager, fused) = Pair(Specs["sandglass"]);
        eager.eval();
        fused.eval();
        var input = Input(48);
        Assert.All(Trained(fused, input).Zip(Trained(eager, input)), pair => Assert.True(pair.First.Value.equal(pair.Second.Value).all().ToBoolean(), pair.First.Name));
    }

    [Fact]
    public void Double_precision_is_libtorchs()
    {
        using var scope = NewDisposeScope();
        var (eager, fused) = Pair(Specs["sandglass"]);
        eager.to(ScalarType.Float64);
        fused.to(ScalarType.Float64);
        var input = Input(48).to_type(ScalarType.Float64);
        Assert.True(fused.call(input).equal(eager.call(input)).all().ToBoolean());
    }

    private static (BottleneckBlock Eager, BottleneckBlock Fused) Pair(BlockSpec spec)
    {
        var (eager, fused) = (new BottleneckBlock(spec), new BottleneckBlock(spec));
        using var noGrad = no_grad();
        using var random = new Generator(1);
        foreach (var (from, to) in eager.parameters().Zip(fused.parameters()))
        {
            // Convolutions of any sign; scales and shifts of BatchNorm about one.
            from.copy_(randn(from.shape, generator: random).mul_(from.dim() > 1 ? 0.3 : 0.1).add_(from.dim() > 1 ? 0 : 1));
            to.copy_(from);
        }

        FusedLayers.In(fused);
        return (eager, fused);
    }

    private static Tensor Input(int channels)
    {
        using var random = new Generator(2);
        return randn([3, 9, 7, channels], generator: random).permute(0, 3, 1, 2);
    }

    private static List<(string Name, Tensor Value)> Trained(BottleneckBlock block, Tensor input)
    {
        var x = input.clone().requires_grad_();
        var y = block.call(x);
        using var random = new Generator(3);
        (y * randn(y.shape, generator: random)).sum().backward();
        return
        [
            ("output", y.detach()), ("gradient of the input", x.grad!.clone()),
            .. block.named_parameters().Select(named => ($"gradient of {named.name}", named.parameter.grad!.clone())),
            .. block.named_buffers().Select(named => (named.name, named.buffer.clone())),
        ];
    }

    private sealed class Places : IHook
    {
        internal List<string> Names { get; } = [];

        public bool Sees(string module) => true;

        public Tensor At(string place, Tensor value)
        {
            Names.Add(place);
            return value;
        }
    }
}
