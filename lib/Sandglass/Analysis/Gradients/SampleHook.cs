using Sandglass.Analysis.Probes;
using Sandglass.Networks;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Gradients;

/// <summary>
/// Holds what the gradients of one pass are made of, and cuts the graph between groups: going backward group by group,
/// only one group's gradients are in memory.
/// </summary>
internal sealed class SampleHook : HookLink
{
    private readonly ILookup<string, ParameterLayer> _layers;
    private readonly HashSet<string> _inputPlaces;
    private readonly HashSet<string> _outputPlaces;
    private readonly Dictionary<string, string> _groupsByEnd;
    private readonly string[] _groups;
    private readonly Dictionary<string, Tensor> _inputs = [];
    private readonly Dictionary<string, Tensor> _outputs = [];
    private readonly Dictionary<string, (Tensor End, Tensor Start)> _cuts = [];

    internal SampleHook(BottleneckNetwork network, IReadOnlyList<ParameterLayer> layers)
        : base(network)
    {
        _layers = layers.ToLookup(layer => layer.Group);
        _groups = [.. ParameterLayer.Groups(network.Plan)];
        _inputPlaces = [.. layers.Select(layer => layer.Input)];
        _outputPlaces = [.. layers.Select(layer => layer.Output)];
        _groupsByEnd = _groups[..^1].ToDictionary(group => $"{group}.out");
        Open();
    }

    /// <summary>Goes back from the sum of the samples' losses; frees what was held.</summary>
    /// <param name="loss">One number computed from the last pass.</param>
    /// <param name="take">Receives, for every layer, its input and the gradient for its output; both are freed after the call.</param>
    internal void Backward(Tensor loss, Action<ParameterLayer, Tensor, Tensor> take)
    {
        Tensor? flowing = null;
        for (var i = _groups.Length - 1; i >= 0; i--)
        {
            using var scope = NewDisposeScope();
            var layers = _layers[_groups[i]].ToArray();
            var end = i == _groups.Length - 1 ? loss : _cuts[_groups[i]].End;
            List<Tensor> wanted = [.. layers.Select(layer => _outputs[layer.Output])];
            if (i > 0)
            {
                wanted.Add(_cuts[_groups[i - 1]].Start);
            }

            var gradients = Gradients(end, wanted, flowing);
            flowing?.Dispose();
            flowing = i > 0 ? gradients[^1].DetachFromDisposeScope() : null;
            for (var l = 0; l < layers.Length; l++)
            {
                take(layers[l], _inputs[layers[l].Input], gradients[l]);
                Free(_inputs, layers[l].Input);
                Free(_outputs, layers[l].Output);
            }
        }

        FreeAll();
    }

    public override void Dispose()
    {
        base.Dispose();
        FreeAll();
    }

    private protected override bool SeesOwn(string module) => true;

    private protected override Tensor Show(string place, Tensor value)
    {
        if (_inputPlaces.Contains(place))
        {
            _inputs[place] = Held(value);
        }

        if (_outputPlaces.Contains(place))
        {
            var known = value.requires_grad ? value : value.detach().requires_grad_(); // frozen weights are in no graph
            _outputs[place] = Held(known);
            value = known;
        }

        if (!_groupsByEnd.TryGetValue(place, out var group))
        {
            return value;
        }

        var start = value.detach().requires_grad_();
        _cuts[group] = (Held(value), Held(start));
        return start;
    }

    // A cut shortcut or a replaced place may leave something without influence: its gradient is zero.
    private static List<Tensor> Gradients(Tensor end, List<Tensor> wanted, Tensor? flowing)
    {
        if (!end.requires_grad)
        {
            return [.. wanted.Select(value => zeros_like(value))];
        }

        var found = autograd.grad([end], wanted, flowing is null ? null : [flowing], allow_unused: true);
        return [.. found.Zip(wanted, (gradient, value) => gradient is null || gradient.IsInvalid ? zeros_like(value) : gradient)];
    }

    // A second handle of the same tensor: the network and its scopes free theirs.
    private static Tensor Held(Tensor value) => value.alias().DetachFromDisposeScope();

    private static void Free(Dictionary<string, Tensor> held, string place)
    {
        held[place].Dispose();
        held.Remove(place);
    }

    private void FreeAll()
    {
        foreach (var tensor in _inputs.Values.Concat(_outputs.Values).Concat(_cuts.Values.SelectMany(cut => new[] { cut.End, cut.Start })))
        {
            tensor.Dispose();
        }

        _inputs.Clear();
        _outputs.Clear();
        _cuts.Clear();
    }
}
