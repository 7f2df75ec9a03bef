using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Probes;

/// <summary>
/// Looks into a network, or changes it, until disposed:
/// <code>
/// using var probes = ProbeScope.On(network).Capture("stage*.block*.out").CaptureGradients("stage3.block2.*.out");
/// var scores = network.call(images);
/// probes.Backward(loss);
/// probes.Activations["stage1.block1.out"].Values
/// </code>
/// Places are named as in <see cref="PlaceCatalogue"/>; in a pattern <c>*</c> stands for any characters of one dotted
/// part and <c>**</c> for any at all. Scopes may be opened inside each other: the oldest acts first, and within a scope
/// edits act before captures. A network without an open scope runs as if there were none: nothing is registered.
/// </summary>
internal sealed class ProbeScope : IDisposable
{
    private readonly Dictionary<string, PlaceProbe> _probes = [];
    private readonly List<IDisposable> _owned = [];
    private readonly IReadOnlyList<string> _names;
    private readonly Link _link;
    private readonly Dictionary<string, Captured> _gradients = [];
    private bool _ended;

    private ProbeScope(ITapped root, IReadOnlyList<FeatureMap> places)
    {
        _names = [.. places.Select(map => map.Place)];
        _link = new Link(root, _probes);
    }

    /// <summary>What the last pass showed at the captured places, by name.</summary>
    public IReadOnlyDictionary<string, Captured> Activations => _probes
        .Where(probe => probe.Value.Activation is not null)
        .ToDictionary(probe => probe.Key, probe => probe.Value.Activation!);

    /// <summary>What the last <see cref="Backward"/> found, by name: the loss's gradient for the value at the place.</summary>
    public IReadOnlyDictionary<string, Captured> Gradients => _gradients;

    /// <summary>A scope on a network that sees nothing yet.</summary>
    public static ProbeScope On(BottleneckNetwork network) => new(network, PlaceCatalogue.Of(network.Plan));

    /// <summary>A scope on a block that sees nothing yet.</summary>
    public static ProbeScope On(BottleneckBlock block) => new(block, PlaceCatalogue.Of(block.Spec, size: 1));

    /// <summary>Copies the values of each pass.</summary>
    /// <param name="pattern">Names of places.</param>
    /// <exception cref="WorkbenchException">No place matches.</exception>
    public ProbeScope Capture(string pattern) => Add(pattern, probe => probe.Captures = true);

    /// <summary>Makes <see cref="Backward"/> find the gradients.</summary>
    /// <param name="pattern">Names of places.</param>
    /// <exception cref="WorkbenchException">No place matches.</exception>
    public ProbeScope CaptureGradients(string pattern) => Add(pattern, probe => probe.CapturesGradient = true);

    /// <summary>Shows the live tensor of each pass, so that a sum over it needs no copy.</summary>
    /// <param name="pattern">Names of places.</param>
    /// <param name="watcher">Told place and tensor; the tensor is lent for the length of the call and not to be changed,
    /// and what the watcher makes is freed after it.</param>
    /// <exception cref="WorkbenchException">No place matches.</exception>
    public ProbeScope Watch(string pattern, Action<string, Tensor> watcher) => Add(pattern, probe => probe.Watch(watcher));

    /// <summary>Lets the network go on with something else. What it is made of is freed, unless it takes part in the gradient.</summary>
    /// <param name="pattern">Names of places.</param>
    /// <param name="edit">From the value to a tensor of the same shape; the value itself must not be changed.</param>
    /// <exception cref="WorkbenchException">No place matches.</exception>
    public ProbeScope Replace(string pattern, Func<Tensor, Tensor> edit) => Add(pattern, probe => probe.Edit(edit));

    /// <summary>Puts zeros: at <c>stage3.block2.shortcut</c> it cuts the shortcut.</summary>
    /// <param name="pattern">Names of places.</param>
    /// <exception cref="WorkbenchException">No place matches.</exception>
    public ProbeScope Cut(string pattern) => Replace(pattern, value => zeros_like(value));

    /// <summary>Multiplies: at a shortcut it scales the share of the identity.</summary>
    /// <param name="pattern">Names of places.</param>
    /// <param name="factor">The factor.</param>
    /// <exception cref="WorkbenchException">No place matches.</exception>
    public ProbeScope Scale(string pattern, double factor)
    {
        TorchRuntime.EnsureStarted();
        var scalar = ((float)factor).ToScalar();
        _owned.Add(scalar);
        return Replace(pattern, value => value.mul(scalar));
    }

    /// <summary>Puts the channels into another order.</summary>
    /// <param name="pattern">Names of places, all with as many channels as the order has.</param>
    /// <param name="order">For each new channel, the old one that it is: a permutation of 0, 1, ….</param>
    /// <exception cref="WorkbenchException">No place matches, or the order is no permutation.</exception>
    public ProbeScope PermuteChannels(string pattern, IReadOnlyList<int> order)
    {
        if (!order.Order().SequenceEqual(Enumerable.Range(0, order.Count)))
        {
            throw new WorkbenchException($"the channels of '{pattern}' cannot be put into that order: it names each of 0 to {order.Count - 1} once");
        }

        var indices = CopiedTensor.Of([.. order.Select(channel => (long)channel)], order.Count).DetachFromDisposeScope();
        _owned.Add(indices);
        return Replace(pattern, value => value.index_select(1, indices));
    }

    /// <summary>Finds the gradients at the captured places; the gradients of parameters are left as they are. The graph of
    /// the pass is used up.</summary>
    /// <param name="loss">One number computed from the last pass. The gradient of a place that it does not depend on is 0.</param>
    /// <exception cref="WorkbenchException">There was no pass, or it had no gradients.</exception>
    public void Backward(Tensor loss)
    {
        using var scope = NewDisposeScope();
        var wanted = _probes.Where(probe => probe.Value.CapturesGradient).ToArray();
        if (wanted.Length == 0 || wanted.Any(probe => probe.Value.Kept is not { requires_grad: true }))
        {
            throw new WorkbenchException(
                "there are no gradients to find; call CaptureGradients, then run the network outside no_grad(), then Backward once");
        }

        var found = autograd.grad([loss], [.. wanted.Select(probe => probe.Value.Kept!)], allow_unused: true);
        foreach (var ((place, probe), gradient) in wanted.Zip(found))
        {
            _gradients[place] = gradient is null || gradient.IsInvalid
                ? Captured.Zeros(place, probe.Kept!)
                : Captured.Of(place, gradient);
            probe.Dispose();
        }
    }

    /// <summary>Ends the scope: the network is as before.</summary>
    public void Dispose()
    {
        _link.Dispose();
        _probes.Values.Concat(_owned).ToList().ForEach(owned => owned.Dispose());
        _owned.Clear();
        _ended = true;
    }

    private ProbeScope Add(string pattern, Action<PlaceProbe> add)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        foreach (var name in PlaceCatalogue.Match(pattern, _names))
        {
            if (!_probes.TryGetValue(name, out var probe))
            {
                _probes[name] = probe = new PlaceProbe(name);
            }

            add(probe);
        }

        _link.Refresh();
        return this;
    }

    private sealed class Link : TapLink
    {
        private readonly Dictionary<string, PlaceProbe> _probes;

        internal Link(ITapped root, Dictionary<string, PlaceProbe> probes)
            : base(root)
        {
            _probes = probes;
            Open();
        }

        private protected override bool SeesOwn(string module) =>
            _probes.Keys.Any(place => place.StartsWith(module + ".", StringComparison.Ordinal));

        private protected override Tensor Show(string place, Tensor value) =>
            _probes.TryGetValue(place, out var probe) ? probe.Show(value) : value;
    }
}
