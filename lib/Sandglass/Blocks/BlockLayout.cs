namespace Sandglass.Blocks;

/// <summary>A block in detail: its layers in the order of execution and the layers that the shortcut passes around.</summary>
internal sealed class BlockLayout
{
    private readonly List<LayerSpec> _layers = [];
    private readonly BlockSpec _spec;
    private bool _strided;

    private BlockLayout(BlockSpec spec) => _spec = spec;

    /// <summary>Layers in the order of execution.</summary>
    public IReadOnlyList<LayerSpec> Layers => _layers;

    /// <summary>The layers that the shortcut passes around, as a range of indices; null where there is no shortcut.</summary>
    public Range? ShortcutAround { get; private set; }

    internal static BlockLayout Of(BlockSpec spec)
    {
        BlockRules.Check(spec);
        var layout = new BlockLayout(spec);
        layout.Build();
        return layout;
    }

    private void Build()
    {
        var (reduce, expand) = _spec.Family == BlockFamily.InvertedResidual ? ("expand", "project") : ("reduce", "expand");

        AddSpatial("input", ConvSlots.Input, _spec.InChannels, _spec.Spatial.Input);
        AddOwn(ConvSlots.Input, _spec.InChannels);
        var pointwise = _layers.Count;
        if (!_spec.OmitsEntry)
        {
            AddPointwise(reduce, ConvSlots.Entry, _spec.InChannels, _spec.HiddenChannels);
        }

        for (var i = 1; i <= _spec.ExtraPointwise; i++)
        {
            Add(new ConvSpec($"extra{i}", _spec.HiddenChannels, _spec.HiddenChannels, 1, 1, 1, Activation.None));
        }

        AddOwn(ConvSlots.Entry, _spec.HiddenChannels);
        var hidden = _layers.Count;
        AddSpatial("hidden", ConvSlots.Hidden, _spec.HiddenChannels, _spec.Spatial.Hidden);
        var hiddenEnd = _layers.Count;
        AddExcitation(atHidden: true, _spec.HiddenChannels);
        AddOwn(ConvSlots.Hidden, _spec.HiddenChannels);
        AddPointwise(expand, ConvSlots.Exit, _spec.HiddenChannels, _spec.OutChannels);
        var pointwiseEnd = _layers.Count;
        AddOwn(ConvSlots.Exit, _spec.OutChannels);
        AddSpatial("output", ConvSlots.Output, _spec.OutChannels, _spec.Spatial.Output);
        AddExcitation(atHidden: false, _spec.OutChannels);
        AddOwn(ConvSlots.Output, _spec.OutChannels);

        ShortcutAround = _spec.Shortcut switch
        {
            ShortcutSite.Ends => .._layers.Count,
            ShortcutSite.Pointwise => pointwise..pointwiseEnd,
            ShortcutSite.Hidden => hidden..hiddenEnd,
            _ => null,
        };
        CheckOwn();
        if (_spec.Stride != 1 && !_strided)
        {
            throw new InvalidSpecException($"block cannot be built: it has no convolution at {_spec.StrideSlot} to carry the stride");
        }
    }

    private void AddSpatial(string place, ConvSlots slot, int channels, int count)
    {
        var dense = _spec.Dense.HasFlag(slot);
        for (var i = 1; i <= count; i++)
        {
            var own = slot == ConvSlots.Hidden && i < count ? ConvSlots.InnerHidden : slot;
            var name = $"{place}_{(dense ? "conv" : "depthwise")}{(count > 1 ? $"{i}" : "")}";
            var groups = dense ? 1 : channels;
            Add(new ConvSpec(name, channels, channels, _spec.Kernel, TakeStride(own), groups, ActivationOf(own)));
        }
    }

    private void AddPointwise(string name, ConvSlots slot, int from, int to) =>
        Add(new ConvSpec(name, from, to, 1, TakeStride(slot), _spec.PointwiseGroups, ActivationOf(slot)));

    private void AddExcitation(bool atHidden, int channels)
    {
        if (_spec.Excitation is { } se && se.AtHidden == atHidden)
        {
            Add(new SqueezeExciteSpec("excite", channels, se.Squeezed, se.Normalized, se.Inner, se.Gate));
        }
    }

    private void AddOwn(ConvSlots slot, int channels)
    {
        if (_spec.OwnLayer is { } own && own.After == slot)
        {
            Add(new OwnLayerSpec("own", channels, own));
        }
    }

    // What is added has the size of what it is added to; where the layer is not known, nothing can be built either.
    private void CheckOwn()
    {
        if (_spec.OwnLayer?.Known is { Stride: > 1 } definition && ShortcutAround is { } around && _layers[around].Any(layer => layer is OwnLayerSpec))
        {
            throw new InvalidSpecException($"block cannot be built: a shortcut cannot pass over the stride of {definition.Stride} of your layer '{_spec.OwnLayer.Name}'");
        }
    }

    private void Add(LayerSpec layer) => _layers.Add(layer);

    private Activation ActivationOf(ConvSlots slot) =>
        _spec.Linear.HasFlag(slot) ? Activation.None : _spec.Activation;

    // The first convolution of the slot carries the stride, the others see the smaller map.
    private int TakeStride(ConvSlots slot)
    {
        if (_strided || slot != _spec.StrideSlot)
        {
            return 1;
        }

        _strided = true;
        return _spec.Stride;
    }
}
