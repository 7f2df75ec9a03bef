using Sandglass.Blocks;
using Sandglass.Runtime;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Networks;

/// <summary>
/// A plan's network without pool, dropout and classifier, for what is built on its feature maps: images [N, C, H, W] →
/// the maps of chosen places in their order, and last of all the map that the classifier would have pooled. Gradients
/// flow through every map. Submodules carry the plan's dotted names, weights lie channels-last.
/// </summary>
internal sealed class Backbone : Module<Tensor, Tensor[]>
{
    private readonly PlanModules _modules;
    private readonly FeatureHook _hook;

    /// <summary>Builds the backbone on the CPU with libtorch's initial weights.</summary>
    /// <param name="plan">The network; its number of classes does not matter.</param>
    /// <param name="places">Places of maps, as <see cref="FeatureMap.Of"/> names them; no two alike.</param>
    /// <param name="name">Name of the module.</param>
    /// <exception cref="InvalidSpecException">The plan cannot be built, or has no such map.</exception>
    /// <exception cref="NativeLoadException">libtorch cannot be loaded.</exception>
    public Backbone(NetworkPlan plan, IReadOnlyList<string> places, string name = "backbone")
        : base(TorchRuntime.Started(name))
    {
        Plan = plan.Validated();
        Require(plan, places);
        _modules = new PlanModules(plan);
        _modules.RegisterIn(this);
        _hook = new FeatureHook(places);
        _modules.Attach(_hook, "");
        ChannelsLast.LayOut(this);
    }

    /// <summary>What this backbone was built from.</summary>
    public NetworkPlan Plan { get; }

    /// <inheritdoc/>
    public override Tensor[] forward(Tensor input)
    {
        var end = _modules.Run(input);
        return [.. _hook.Take(), end];
    }

    private static void Require(NetworkPlan plan, IReadOnlyList<string> places)
    {
        var known = FeatureMap.Of(plan).Select(map => map.Place).ToHashSet();
        if (places.FirstOrDefault(place => !known.Contains(place)) is { } unknown)
        {
            throw new InvalidSpecException($"{plan.Name} has no feature map {unknown}; name the output of a layer or block, such as {known.Last()}");
        }

        if (places.Distinct().Count() != places.Count)
        {
            throw new InvalidSpecException($"a map of {plan.Name} is named twice in {string.Join(", ", places)}; name each once");
        }
    }

    /// <summary>Keeps the maps of one pass.</summary>
    private sealed class FeatureHook(IReadOnlyList<string> places) : IHook
    {
        private readonly Dictionary<string, Tensor> _maps = [];

        public bool Sees(string module) =>
            module.Length == 0 || places.Any(place => place.StartsWith(module + ".", StringComparison.Ordinal));

        // A handle of its own in the graph: whoever made the value frees its own after use.
        public Tensor At(string place, Tensor value)
        {
            if (places.Contains(place))
            {
                _maps[place] = value.alias();
            }

            return value;
        }

        /// <summary>The maps in the order of the places; they are the caller's.</summary>
        internal Tensor[] Take()
        {
            Tensor[] taken = [.. places.Select(place => _maps[place])];
            _maps.Clear();
            return taken;
        }
    }
}
