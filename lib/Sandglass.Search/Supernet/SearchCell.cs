using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Search.Supernet;

/// <summary>
/// A cell with every edge and operation: two maps [N, C, H, W] and weights [edges, operations] → [N, width · nodes, H', W'].
/// </summary>
internal sealed class SearchCell : Module<Tensor, Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "input1")]
    private readonly LayerChain _first;

    [ComponentName(Name = "input2")]
    private readonly LayerChain _second;

    private readonly MixedOperation[] _edges;
    private readonly int _nodes;

    internal SearchCell(CellShape shape, SearchSpace space)
        : base(shape.Name)
    {
        (_nodes, Reduces) = (space.Nodes, shape.Reduces);
        _first = new LayerChain("input1", CellInputs.First(shape));
        _second = new LayerChain("input2", CellInputs.Second(shape));
        _edges = [.. Sources(space.Nodes).Select((from, i) => new MixedOperation($"edge{i + 1}", space.Operations, shape.Channels, shape.StrideFrom(from)))];
        RegisterComponents();
        foreach (var edge in _edges)
        {
            register_module(edge.GetName(), edge);
        }
    }

    internal bool Reduces { get; }

    /// <summary>Where each edge comes from, in order.</summary>
    internal static IEnumerable<int> Sources(int nodes) =>
        Enumerable.Range(0, nodes).SelectMany(node => Enumerable.Range(0, node + 2));

    public override Tensor forward(Tensor beforeLast, Tensor last, Tensor weights)
    {
        using var scope = NewDisposeScope();
        var maps = new List<Tensor> { _first.call(beforeLast), _second.call(last) };
        for (var node = 0; node < _nodes; node++)
        {
            var start = SearchSpace.FirstEdge(node);
            maps.Add(maps.Select((map, from) => _edges[start + from].call(map, weights.select(0, start + from)))
                .Aggregate((one, other) => one.Plus(other)));
        }

        return cat(maps.Skip(2).ToList(), 1).MoveToOuterDisposeScope();
    }
}
