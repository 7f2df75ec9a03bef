using Sandglass.Runtime;
using Sandglass.Search.Space;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sandglass.Search.Networks;

/// <summary>A cell with two edges into each node: two maps [N, C, H, W] → [N, width · joined, H', W'].</summary>
internal sealed class DerivedCell : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "input1")]
    private readonly LayerChain _first;

    [ComponentName(Name = "input2")]
    private readonly LayerChain _second;

    private readonly LayerChain[] _edges;
    private readonly CellGenotype _cell;

    internal DerivedCell(CellShape shape, CellGenotype cell)
        : base(shape.Name)
    {
        _cell = cell;
        _first = new LayerChain("input1", CellInputs.First(shape));
        _second = new LayerChain("input2", CellInputs.Second(shape));
        _edges = [.. cell.Edges.Select((edge, i) => new LayerChain($"edge{i + 1}", edge.Operation.Layers(shape.Channels, shape.StrideFrom(edge.From))))];
        RegisterComponents();
        foreach (var edge in _edges)
        {
            register_module(edge.GetName(), edge);
        }
    }

    /// <summary>Leaves out paths while training; null: none.</summary>
    internal PathDropping? Dropping { get; set; }

    public override Tensor forward(Tensor beforeLast, Tensor last)
    {
        var maps = new List<Tensor> { _first.call(beforeLast), _second.call(last) };
        for (var node = 0; node < _cell.Nodes; node++)
        {
            maps.Add(Along(2 * node, maps).Plus(Along((2 * node) + 1, maps)));
        }

        return cat([.. _cell.Concat.Select(map => maps[map])], 1);
    }

    private Tensor Along(int edge, List<Tensor> maps)
    {
        var x = _edges[edge].call(maps[_cell.Edges[edge].From]);
        return training && Dropping is not null && !_edges[edge].IsIdentity ? Dropping.Apply(x) : x;
    }
}
