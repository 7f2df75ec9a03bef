using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>
/// Follows the data of one image through a network that is not built, and writes down every layer that it meets: plans of
/// all kinds are walked with it. Each step takes its input map and returns its output map.
/// <code>
/// convolution   L.in ──► L.conv ──► L.norm ──► L.out                 before, after kernel, BatchNorm, activation
/// excitation    L.in ──► L.pool ──► L.squeeze ──► L.squeeze_norm ──► L.squeeze_out
///                          ──► L.excite ──► L.excite_norm ──► L.gate ──► L.out
/// own layer     L.in ──► L.out
/// block         B.shortcut  what is added      B.sum  after the addition      B.out  what the block puts out
/// network       stem.*, stageS.blockB.*, head.*, pool, classifier
/// </code>
/// These are the places at which maps can be captured; <c>L</c> is a layer of a block's layout, such as
/// <c>stage3.block2.reduce</c>. The two norms of an excitation exist where it is normalised, shortcut and sum where
/// something is added.
/// </summary>
/// <param name="scaledNorms">Whether BatchNorm has scale and shift; in a search it has none.</param>
internal sealed class LayerWalk(bool scaledNorms = true)
{
    /// <summary>ε of every BatchNorm but those of blocks, whose specs name their own.</summary>
    internal const double NormEpsilon = 1e-5;

    private readonly List<NetworkLayer> _layers = [];

    /// <summary>The layers met so far.</summary>
    public IReadOnlyList<NetworkLayer> Layers => _layers;

    /// <summary>The part that the next layers belong to.</summary>
    public string Part { get; set; } = "";

    /// <summary>What stands before the names of the next layers and parts, with its dot; places are without it.</summary>
    public string Prefix { get; set; } = "";

    internal static IReadOnlyList<NetworkLayer> Of(NetworkPlan plan)
    {
        var walk = new LayerWalk();
        walk.Classify(walk.Features(plan), plan.Classes);
        return walk.Layers;
    }

    /// <summary>The layers of one block.</summary>
    /// <param name="name">Its dotted name; empty for a block that is the root.</param>
    /// <param name="block">The block.</param>
    /// <param name="size">Side of its input, pixels.</param>
    internal static IReadOnlyList<NetworkLayer> Of(string name, BlockSpec block, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var walk = new LayerWalk();
        walk.Block(name, block, FeatureMap.Image(block.InChannels, size));
        return walk.Layers;
    }

    /// <summary>A network up to the last map before its pool.</summary>
    /// <param name="plan">The network.</param>
    /// <exception cref="InvalidSpecException">It cannot be built.</exception>
    public FeatureMap Features(NetworkPlan plan)
    {
        plan.Validated();
        var map = Conv(plan.Stem, FeatureMap.Image(plan.InputChannels, plan.Resolution));
        map = plan.Blocks.Aggregate(map, (at, block) => Block(block.Name, block.Spec, at));
        return plan.Head.Aggregate(map, (at, conv) => Conv(conv, at));
    }

    /// <summary>A block of the bottleneck family, which is a part of its own.</summary>
    /// <param name="name">Its dotted name.</param>
    /// <param name="block">The block.</param>
    /// <param name="map">Its input.</param>
    /// <exception cref="InvalidSpecException">The spec cannot be built.</exception>
    public FeatureMap Block(string name, BlockSpec block, FeatureMap map)
    {
        var layout = block.Layout;
        var (shortcutStart, shortcutEnd) = (layout.ShortcutAround?.Start.Value, layout.ShortcutAround?.End.GetOffset(layout.Layers.Count));
        var identity = map;
        Part = name;
        for (var i = 0; i < layout.Layers.Count; i++)
        {
            identity = i == shortcutStart ? map : identity;
            var layer = HookPoint.Join(name, layout.Layers[i].Name);
            map = layout.Layers[i] switch
            {
                ConvSpec conv => Conv(layer, conv, map, block.NormEpsilon),
                SqueezeExciteSpec excite => Excitation(layer, excite, map, block.NormEpsilon),
                OwnLayerSpec own => Own(layer, own, map),
                _ => throw new InvalidSpecException($"{layer} cannot be walked: unknown layer {layout.Layers[i].GetType().Name}"),
            };
            map = i + 1 == shortcutEnd ? Shortcut(name, block.IdentityChannels, identity, map) : map;
        }

        return Activate(HookPoint.Join(name, "act"), map, block.ActivateSum ? block.Activation : Activation.None, HookPoint.Join(name, "out"));
    }

    /// <summary>A convolution, without BatchNorm and activation.</summary>
    /// <param name="name">Dotted name.</param>
    /// <param name="input">Its input.</param>
    /// <param name="kernel">Channels, size, step and groups.</param>
    /// <param name="bias">Whether it has a bias.</param>
    /// <param name="to">Its output; null: as <see cref="FeatureMap.After(int, int, int)"/> says.</param>
    /// <param name="dilation">Input pixels between neighbouring weights.</param>
    /// <param name="skipped">Rows and columns of the input that it leaves out at the start.</param>
    public FeatureMap Convolve(
        string name, FeatureMap input, ConvSpec kernel, bool bias = false, FeatureMap? to = null, int dilation = 1, int skipped = 0) =>
        Add(new NetworkLayer.Convolution(name, Part, input, to ?? input.After(kernel.OutChannels, kernel.Kernel, kernel.Stride), kernel, bias)
        {
            Dilation = dilation,
            Skipped = skipped,
        });

    /// <summary>BatchNorm.</summary>
    /// <param name="name">Dotted name.</param>
    /// <param name="map">Its input.</param>
    public FeatureMap Normalize(string name, FeatureMap map) => Normalize(name, map, NormEpsilon, "");

    /// <summary>An elementwise function.</summary>
    /// <param name="name">Dotted name.</param>
    /// <param name="map">Its input.</param>
    /// <param name="function">The function; of none, only its place is written down.</param>
    /// <param name="place">Place of its output; empty: nothing shows it.</param>
    public FeatureMap Activate(string name, FeatureMap map, Activation function, string place = "") =>
        Add(new NetworkLayer.Activate(name, Part, map, map with { Place = place }, function));

    /// <summary>An addition.</summary>
    /// <param name="name">Dotted name.</param>
    /// <param name="added">What is added.</param>
    /// <param name="map">What it is added to.</param>
    /// <param name="place">Place of the sum; empty: nothing shows it.</param>
    public FeatureMap Add(string name, FeatureMap added, FeatureMap map, string place = "") =>
        Add(new NetworkLayer.Addition(name, Part, added, map, map with { Place = place }));

    /// <summary>Maps of one size side by side.</summary>
    /// <param name="name">Dotted name.</param>
    /// <param name="maps">The maps.</param>
    public FeatureMap Join(string name, IReadOnlyList<FeatureMap> maps) => Add(new NetworkLayer.Join(
        name, Part, maps, maps.Aggregate((one, other) => one.With(other)) with { Place = "", Channels = maps.Sum(map => map.Channels) }));

    /// <summary>Zeros.</summary>
    /// <param name="name">Dotted name.</param>
    /// <param name="input">What it is given.</param>
    /// <param name="to">Its output.</param>
    public FeatureMap Zeros(string name, FeatureMap input, FeatureMap to) => Add(new NetworkLayer.Zeros(name, Part, input, to));

    /// <summary>A pool.</summary>
    /// <param name="name">Dotted name.</param>
    /// <param name="input">Its input.</param>
    /// <param name="to">Its output.</param>
    /// <param name="window">Side of its window; 0: the whole map.</param>
    /// <param name="maximum">Whether it takes the largest number of its window; else the average.</param>
    public FeatureMap Pool(string name, FeatureMap input, FeatureMap to, int window = 0, bool maximum = false) =>
        Add(new NetworkLayer.Pool(name, Part, input, to, window) { IsMaximum = maximum });

    /// <summary>The global pool and the classifier that end a network, parts of their own.</summary>
    /// <param name="map">The last map.</param>
    /// <param name="classes">Classes.</param>
    public void Classify(FeatureMap map, int classes)
    {
        Part = "pool";
        map = Pool("pool", map, map with { Place = "pool", Size = 0 });
        Part = "classifier";
        Linear("classifier", map, classes, "classifier");
    }

    /// <summary>A linear layer with bias.</summary>
    /// <param name="name">Dotted name.</param>
    /// <param name="input">Its features.</param>
    /// <param name="outputs">Its outputs.</param>
    /// <param name="place">Place of its output; empty: nothing shows it.</param>
    public FeatureMap Linear(string name, FeatureMap input, int outputs, string place = "") =>
        Add(new NetworkLayer.Linear(name, Part, input, input with { Place = place, Channels = outputs, Size = 0 }));

    // Stem and head are parts of their own.
    private FeatureMap Conv(ConvSpec conv, FeatureMap map)
    {
        Part = conv.Name;
        return Conv(conv.Name, conv, map, NormEpsilon);
    }

    private FeatureMap Conv(string name, ConvSpec conv, FeatureMap map, double epsilon)
    {
        var after = map.After(conv.OutChannels, conv.Kernel, conv.Stride) with { Place = $"{name}.conv" };
        map = Convolve($"{name}.conv", map with { Place = $"{name}.in" }, conv, to: after);
        map = Normalize($"{name}.norm", map, epsilon, $"{name}.norm");
        return Activate($"{name}.act", map, conv.Activation, $"{name}.out");
    }

    // The gate is computed on [C, 1, 1] and multiplied into [C, H, W].
    private FeatureMap Excitation(string name, SqueezeExciteSpec excite, FeatureMap map, double epsilon)
    {
        map = map with { Place = $"{name}.in" };
        var gate = Pool($"{name}.pool", map, map with { Place = $"{name}.pool", Size = 1 });
        gate = Pointwise($"{name}.squeeze", gate, excite.Squeezed);
        gate = Activate($"{name}.inner", gate, excite.Inner, $"{name}.squeeze_out");
        gate = Pointwise($"{name}.excite", gate, excite.Channels);
        gate = Activate($"{name}.gate", gate, excite.Gate, $"{name}.gate");
        return Add(new NetworkLayer.Scale($"{name}.scale", Part, gate, map, map with { Place = $"{name}.out" }));

        FeatureMap Pointwise(string conv, FeatureMap input, int channels)
        {
            var kernel = new ConvSpec(conv, input.Channels, channels, 1, 1, 1, Activation.None);
            var to = Convolve(conv, input, kernel, !excite.Normalized, input with { Place = conv, Channels = channels });
            return excite.Normalized ? Normalize($"{conv}_norm", to, epsilon, $"{conv}_norm") : to;
        }
    }

    private FeatureMap Own(string name, OwnLayerSpec own, FeatureMap map)
    {
        var definition = own.Layer.Definition;
        var after = map.After(own.Channels, definition.Window, definition.Stride) with { Place = $"{name}.out" };
        return Add(new NetworkLayer.Own(name, Part, map with { Place = $"{name}.in" }, after, own.Layer));
    }

    // Where nothing is added, there is nothing to see.
    private FeatureMap Shortcut(string name, int channels, FeatureMap identity, FeatureMap map) => channels == 0 ? map : Add(
        HookPoint.Join(name, "shortcut"),
        identity with { Place = HookPoint.Join(name, "shortcut"), Channels = channels },
        map,
        HookPoint.Join(name, "sum"));

    private FeatureMap Normalize(string name, FeatureMap map, double epsilon, string place) =>
        Add(new NetworkLayer.Norm(name, Part, map, map with { Place = place }, epsilon, scaledNorms));

    private FeatureMap Add(NetworkLayer layer)
    {
        var name = Prefix + layer.Name;
        var added = layer with { Name = name, Part = Prefix + layer.Part, Output = layer.Output with { From = name } };
        _layers.Add(added);
        return added.Output;
    }
}
