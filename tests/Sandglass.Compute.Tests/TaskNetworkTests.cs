using Sandglass.Blocks;
using Sandglass.Detection.Networks;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Search.Bilevel;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Supernet;
using static TorchSharp.torch;

namespace Sandglass.Compute.Tests;

/// <summary>Cells, searches and detectors by the fused kernels are those by libtorch.</summary>
public sealed class TaskNetworkTests
{
    private const int Channels = 12;

    public static TheoryData<string, int> Operations { get; } =
        new(from operation in SearchSpace.WithSandglass.Operations.Concat(CandidateOperation.Original).Distinct()
            from stride in (int[])[1, 2]
            where operation.HasWeights(stride) || operation.Name.Contains("pool", StringComparison.Ordinal) // else there is nothing to run
            select (operation.Name, stride));

    [Theory]
    [MemberData(nameof(Operations))]
    public void An_operation_of_a_cell_is_libtorchs(string name, int stride)
    {
        using var scope = NewDisposeScope();
        var layers = MixedOperation.Layers(CandidateOperation.Named(name), Channels, stride);
        var (eager, fused) = (new LayerChain(name, layers), new LayerChain(name, layers));
        Initialization.FanOut.Apply(eager, new RandomStreams(1));
        fused.load_state_dict(eager.state_dict());
        FusedLayers.In(fused);
        var (theirs, ours) = (Passed(eager), Passed(fused));
        Assert.Equal(theirs.Select(value => value.Name), ours.Select(value => value.Name));
        foreach (var ((what, value), (_, reference)) in ours.Zip(theirs))
        {
            Same.Numbers($"{name}: {what}", value, reference);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gradients_of_a_search_are_libtorchs(bool withSandglass)
    {
        using var scope = NewDisposeScope();
        var space = SearchPreset.Smoke.Of(withSandglass ? SearchSpace.WithSandglass : SearchSpace.Original);
        using var eager = new SearchNetwork(space, new RandomStreams(1));
        using var fused = new SearchNetwork(space, new RandomStreams(1));
        FusedLayers.In(fused);
        using var random = new Generator(4);
        var batch = new Labelled(
            ChannelsLast.Of(randn([8, space.InputChannels, space.Resolution, space.Resolution], generator: random)), arange(8, ScalarType.Int64) % space.Classes);
        foreach (var by in (Func<SearchNetwork, Tensor[]>[])[network => [.. network.Alphas.Both], network => [.. network.Weights]])
        {
            var (theirs, told) = ArchitectureGradient.Gradients(eager, batch, by(eager));
            var (ours, asTold) = ArchitectureGradient.Gradients(fused, batch, by(fused));
            Assert.Equal(told.Loss, asTold.Loss, 1e-4);
            foreach (var (mine, reference) in ours.Zip(theirs))
            {
                Same.Numbers("gradient", mine, reference, 1e-3);
            }
        }

        Assert.All(fused.Weights, weight => Assert.True(weight.requires_grad));
    }

    [Theory]
    [InlineData(BlockFamily.Sandglass)]
    [InlineData(BlockFamily.InvertedResidual)]
    public void A_detector_answers_and_learns_as_by_libtorch(BlockFamily family)
    {
        using var scope = NewDisposeScope();
        var plan = SmallDetector.Plan(family);
        using var eager = new Detector(plan, new RandomStreams(1));
        using var fused = new Detector(plan, new RandomStreams(1));
        using (no_grad())
        {
            foreach (var (weight, i) in eager.named_parameters().Where(named => named.name.EndsWith("depthwise.bias", StringComparison.Ordinal)).Select((named, i) => (named.parameter, i)))
            {
                weight.fill_(0.1 * (i + 1)); // of weights from elsewhere
            }
        }

        fused.load_state_dict(eager.state_dict());
        FusedLayers.In(fused);
        using var random = new Generator(4);
        var images = ChannelsLast.Of(randn([4, plan.InputChannels, plan.Resolution, plan.Resolution], generator: random));
        foreach (var training in (bool[])[true, false])
        {
            using var noGrad = no_grad();
            eager.train(training);
            fused.train(training);
            var (theirs, ours) = (eager.call(images), fused.call(images));
            Same.Numbers("scores", ours.Scores, theirs.Scores, 1e-3);
            Same.Numbers("offsets", ours.Offsets, theirs.Offsets, 1e-3);
        }

        foreach (var ((name, mine), (_, reference)) in fused.named_buffers().Zip(eager.named_buffers()))
        {
            Same.Numbers(name, mine, reference, 1e-3);
        }
    }

    private static List<(string Name, Tensor Value)> Passed(LayerChain chain)
    {
        using var random = new Generator(3);
        var x = randn([3, 9, 7, Channels], generator: random).permute(0, 3, 1, 2).requires_grad_();
        var y = chain.call(x);
        (y * randn(y.shape, generator: random)).sum().backward();
        return
        [
            ("output", y.detach()), ("gradient of the input", x.grad!),
            .. chain.named_parameters().Select(named => (named.name, named.parameter.grad!)),
            .. chain.named_buffers().Where(named => named.buffer.is_floating_point()).Select(named => (named.name, named.buffer)),
        ];
    }
}
