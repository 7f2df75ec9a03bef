using Sandglass.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Blocks;

/// <summary>
/// The one module built from a <see cref="BlockSpec"/>: [N, M, H, W] → [N, N', ⌈H/s⌉, ⌈W/s⌉]. Its submodules carry the
/// names of the layout's layers.
/// </summary>
public sealed class BottleneckBlock : Module<Tensor, Tensor>, IHooked, IFusable
{
    private readonly Module<Tensor, Tensor>[] _layers;
    private readonly int _shortcutStart = -1;
    private readonly int _shortcutEnd = -1;
    private readonly Activation _afterSum;
    private FusedLayers? _fused;
    private HookPoint? _hook;

    /// <summary>Builds the block with libtorch's initial weights, on the CPU.</summary>
    /// <param name="spec">What to build.</param>
    /// <param name="name">Name of the module.</param>
    /// <exception cref="InvalidSpecException">The spec cannot be built.</exception>
    /// <exception cref="NativeLoadException">libtorch cannot be loaded.</exception>
    public BottleneckBlock(BlockSpec spec, string name = "block")
        : base(TorchRuntime.Started(name))
    {
        Spec = spec;
        _afterSum = spec.ActivateSum ? spec.Activation.Resolved() : Activation.None;
        var layout = spec.Layout;
        _layers = [.. layout.Layers.Select(layer => Build(layer, spec.NormEpsilon))];
        foreach (var (layer, module) in layout.Layers.Zip(_layers))
        {
            register_module(layer.Name, module);
        }

        if (layout.ShortcutAround is { } around)
        {
            _shortcutStart = around.Start.Value;
            _shortcutEnd = _shortcutStart + around.GetOffsetAndLength(_layers.Length).Length;
        }
    }

    /// <summary>What this block was built from.</summary>
    public BlockSpec Spec { get; }

    IHook? IHooked.Hook => _hook?.Hook;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        if (_fused is { } fused && _hook is null && FusedLayers.Take(input, training))
        {
            return fused.Run(input, training);
        }

        var x = input;
        var identity = input;
        for (var i = 0; i < _layers.Length; i++)
        {
            identity = i == _shortcutStart ? x : identity;
            x = _layers[i].call(x);
            x = i == _shortcutEnd - 1 ? AddIdentity(x, identity) : x;
        }

        return _hook.At("out", _afterSum.Apply(x, inPlace: _hook is null));
    }

    void IFusable.Fuse() => _fused = new FusedLayers(_layers, Spec.Layout.ShortcutAround, Spec.IdentityChannels, _afterSum);

    void IHooked.Attach(IHook? hook, string name)
    {
        _hook = HookPoint.Of(hook, name);
        foreach (var (layer, module) in Spec.Layout.Layers.Zip(_layers))
        {
            ((IHooked)module).Attach(hook, HookPoint.Join(name, layer.Name));
        }
    }

    private static Module<Tensor, Tensor> Build(LayerSpec layer, double normEpsilon) => layer switch
    {
        ConvSpec conv => new ConvLayer(conv, normEpsilon),
        SqueezeExciteSpec excite => new SqueezeExciteLayer(excite, normEpsilon),
        OwnLayerSpec own => new OwnLayerModule(own),
        _ => throw new InvalidSpecException($"block cannot be built: no module for a {layer.GetType().Name}"),
    };

    // Channels from IdentityChannels on pass without addition: G = φ(F) there (paper, identity tensor multiplier).
    private Tensor AddIdentity(Tensor x, Tensor identity)
    {
        var shared = Spec.IdentityChannels;
        if (shared == 0)
        {
            return x;
        }

        var added = _hook.At("shortcut", shared == identity.shape[1] ? identity : identity.narrow(1, 0, shared));
        return _hook.At("sum", x.PlusFirst(added));
    }
}
