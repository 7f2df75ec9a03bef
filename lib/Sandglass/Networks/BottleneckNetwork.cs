using System.Runtime.InteropServices;
using Sandglass.Blocks;
using Sandglass.Runtime;
using TorchSharp;
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
public sealed class BottleneckNetwork : Module<Tensor, Tensor>, IHooked
{
    private readonly PlanModules _convolutions;
    private HookPoint? _hook;

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
        : base(TorchRuntime.Started(plan.Name))
    {
        Plan = plan.Validated();
        _convolutions = new PlanModules(plan);
        _convolutions.RegisterIn(this);
        _dropout = new SeededDropout(plan.Dropout);
        _classifier = Linear(plan.Features, plan.Classes);
        RegisterComponents();
        _dropout.Seed(streams, "dropout");
        initialization.Apply(this, streams);
        ChannelsLast.LayOut(this);
    }

    /// <summary>What this network was built from.</summary>
    public NetworkPlan Plan { get; }

    IHook? IHooked.Hook => _hook?.Hook;

    /// <summary>Starts the dropout masks of an epoch, so that an epoch does not depend on the ones before.</summary>
    /// <param name="streams">The run's streams.</param>
    /// <param name="epoch">Epoch, from 1.</param>
    public void SeedDropout(RandomStreams streams, int epoch) => _dropout.Seed(streams, $"dropout/{epoch}");

    /// <summary>The sequence of dropout masks.</summary>
    internal SeededDropout Dropout => _dropout;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var pooled = _hook.At("pool", _convolutions.Run(input).mean([2, 3]));
        return _hook.At("classifier", _classifier.Apply(_dropout.call(pooled)).ToFloat32());
    }

    void IHooked.Attach(IHook? hook, string name)
    {
        _hook = HookPoint.Of(hook, name);
        _convolutions.Attach(hook, name);
    }
}

/// <summary>
/// Dropout whose mask comes from a generator of its own: libtorch's dropout draws from the process's global generator,
/// so that what else runs in the process would change a run's numbers.
/// </summary>
internal sealed class SeededDropout : nn.Module<Tensor, Tensor>
{
    private readonly double _rate;
    private readonly Scalar _keep; // a field, so that libtorch never reads one that was collected
    private readonly Generator _generator = new();

    internal SeededDropout(double rate)
        : base("dropout") => (_rate, _keep) = (rate, (1 - rate).ToScalar());

    internal void Seed(RandomStreams streams, string name) => _generator.manual_seed(streams.SeedFor(name));

    /// <summary>Where the masks' sequence stands; the caller disposes it.</summary>
    internal Tensor State() => _generator.get_state();

    /// <summary>Goes on where <see cref="State"/> stood.</summary>
    /// <exception cref="FormatException">It is not a state of libtorch's generator.</exception>
    internal void Restore(Tensor state)
    {
        try
        {
            _generator.set_state(state);
        }
        catch (ExternalException refused)
        {
            throw new FormatException("dropout is not a state of libtorch's generator", refused);
        }
    }

    public override Tensor forward(Tensor input)
    {
        if (!training || _rate == 0)
        {
            return input.alias();
        }

        // Drawn by the CPU wherever the map is: the masks of a run are the same on every device.
        using var mask = empty(input.shape).bernoulli_(1 - _rate, _generator).to(input.device);
        return (input * mask).div(_keep);
    }

    protected override void Dispose(bool disposing)
    {
        _generator.Dispose();
        _keep.Dispose();
        base.Dispose(disposing);
    }
}
