using Sandglass.Blocks;
using Sandglass.Runtime;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Networks;

/// <summary>
/// The network built from a plan: images [N, C, H, W] → class scores [N, classes]. Submodules carry the plan's dotted
/// names, so a parameter is called <c>stage3.block2.reduce.conv.weight</c>. Convolution weights lie channels-last, which
/// keeps every activation channels-last: depthwise nets run about twice as fast that way.
/// </summary>
public sealed class BottleneckNetwork : Module<Tensor, Tensor>, ITapped
{
    private readonly Module<Tensor, Tensor>[] _convolutions;
    private readonly List<(string Name, ITapped Module)> _tapped = [];
    private TapPoint? _tap;

    [ComponentName(Name = "dropout")]
    private readonly SeededDropout _dropout;

    [ComponentName(Name = "classifier")]
    private readonly Linear _classifier;

    /// <summary>Builds the network on the CPU and initialises its weights.</summary>
    /// <param name="plan">What to build.</param>
    /// <param name="streams">Where initial weights and dropout masks come from.</param>
    /// <param name="initialization">The rule for initial weights.</param>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    /// <exception cref="NativeLoadException">libtorch cannot be loaded.</exception>
    public BottleneckNetwork(
        NetworkPlan plan, RandomStreams streams, Initialization initialization = Initialization.Released)
        : base(plan.Name)
    {
        TorchRuntime.EnsureStarted();
        Plan = plan.Validated();
        _convolutions = [Register(new ConvLayer(plan.Stem, 1e-5)), .. plan.Stages.Select(RegisterStage), .. plan.Head.Select(RegisterHead)];
        _dropout = new SeededDropout(plan.Dropout);
        _classifier = Linear(plan.Features, plan.Classes);
        RegisterComponents();
        _dropout.Seed(streams, "dropout");
        initialization.Apply(this, streams);
        LayOutChannelsLast();
    }

    /// <summary>What this network was built from.</summary>
    public NetworkPlan Plan { get; }

    ITap? ITapped.Tap => _tap?.Tap;

    /// <summary>Starts the dropout masks of an epoch, so that an epoch does not depend on the ones before.</summary>
    /// <param name="streams">The run's streams.</param>
    /// <param name="epoch">Epoch, from 1.</param>
    public void SeedDropout(RandomStreams streams, int epoch) => _dropout.Seed(streams, $"dropout/{epoch}");

    /// <summary>The sequence of dropout masks.</summary>
    internal SeededDropout Dropout => _dropout;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var x = input;
        foreach (var layer in _convolutions)
        {
            x = layer.call(x);
        }

        var pooled = _tap.At("pool", x.mean([2, 3]));
        return _tap.At("classifier", _classifier.call(_dropout.call(pooled)));
    }

    void ITapped.Attach(ITap? tap, string name)
    {
        _tap = TapPoint.Of(tap, name);
        _tapped.ForEach(part => part.Module.Attach(tap, TapPoint.Join(name, part.Name)));
    }

    private ConvLayer Register(ConvLayer layer)
    {
        register_module(layer.GetName(), layer);
        _tapped.Add((layer.GetName(), layer));
        return layer;
    }

    private ConvLayer RegisterHead(ConvSpec spec) => Register(new ConvLayer(spec, 1e-5));

    private Sequential RegisterStage(StagePlan stage)
    {
        var blocks = stage.Blocks.Select((spec, i) => new BottleneckBlock(spec, $"block{i + 1}")).ToArray();
        var sequence = Sequential(blocks.Select(block => (block.GetName(), (Module<Tensor, Tensor>)block)));
        _tapped.AddRange(blocks.Select(block => ($"{stage.Name}.{block.GetName()}", (ITapped)block)));
        register_module(stage.Name, sequence);
        return sequence;
    }

    private void LayOutChannelsLast()
    {
        foreach (var convolution in modules().OfType<Conv2d>())
        {
            using var weight = convolution.weight;
            convolution.weight = new Parameter(ChannelsLast.Of(weight!));
        }
    }
}
