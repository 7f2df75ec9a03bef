using Sandglass.Blocks;

namespace Sandglass.Counting;

/// <summary>The rows counted so far and the shape of the data after them.</summary>
internal sealed class CountRows(int channels, int size)
{
    private readonly List<LayerCount> _rows = [];
    private int[] _shape = [channels, size, size];
    private long _receptiveField = 1;
    private long _jump = 1; // input pixels between neighbouring elements

    internal IReadOnlyList<LayerCount> ToList() => _rows;

    internal void Add(string name, LayerSpec layer)
    {
        switch (layer)
        {
            case ConvSpec conv:
                AddConv(name, conv);
                break;
            case SqueezeExciteSpec excite:
                AddExcitation(name, excite);
                break;
            default:
                throw new InvalidSpecException($"{name} cannot be counted: unknown layer {layer.GetType().Name}");
        }
    }

    internal void AddConv(string name, ConvSpec conv)
    {
        var side = conv.OutputSize(_shape[1]);
        _shape = [conv.OutChannels, side, side];
        _receptiveField += (conv.Kernel - 1) * _jump;
        _jump *= conv.Stride;
        var type = conv.IsDepthwise ? LayerType.Depthwise : conv.IsPointwise ? LayerType.Pointwise : LayerType.Convolution;
        Row($"{name}.conv", type, conv.WeightCount, conv.WeightCount * side * side);
        AddNorm($"{name}.norm");
        AddActivation($"{name}.act", conv.Activation);
    }

    internal void AddActivation(string name, Activation activation)
    {
        if (activation != Activation.None)
        {
            Row(name, LayerType.Activation, 0, Elements);
        }
    }

    internal void AddAddition(string name, int channels) =>
        Row(name, LayerType.Addition, 0, (long)channels * _shape[1] * _shape[2]);

    internal void AddPool(string name)
    {
        var pooled = Elements;
        _shape = [_shape[0]];
        Row(name, LayerType.Pool, 0, pooled);
    }

    internal void AddLinear(string name, int features, int outputs)
    {
        _shape = [outputs];
        Row(name, LayerType.Linear, ((long)features + 1) * outputs, (long)features * outputs);
    }

    // The gate is computed on [C, 1, 1] and multiplied into [C, H, W].
    private void AddExcitation(string name, SqueezeExciteSpec excite)
    {
        var full = _shape;
        Row($"{name}.pool", LayerType.Pool, 0, Elements, [excite.Channels, 1, 1]);
        AddGateConv($"{name}.squeeze", excite.Channels, excite.Squeezed, excite);
        Row($"{name}.inner", LayerType.Activation, 0, Elements);
        AddGateConv($"{name}.excite", excite.Squeezed, excite.Channels, excite);
        Row($"{name}.gate", LayerType.Activation, 0, Elements);
        Row($"{name}.scale", LayerType.Activation, 0, full.Aggregate(1L, (p, s) => p * s), full);
    }

    private void AddGateConv(string name, int from, int to, SqueezeExciteSpec excite)
    {
        _shape = [to, 1, 1];
        var weights = (long)from * to;
        Row(name, LayerType.Pointwise, weights + (excite.Normalized ? 0 : to), weights);
        if (excite.Normalized)
        {
            AddNorm($"{name}_norm");
        }
    }

    private void AddNorm(string name) => Row(name, LayerType.BatchNorm, 2L * _shape[0], 2 * Elements);

    private long Elements => _shape.Aggregate(1L, (product, side) => product * side);

    private void Row(string name, LayerType type, long parameters, long operations, int[]? shape = null)
    {
        _shape = shape ?? _shape;
        _rows.Add(new LayerCount(name, type, _shape, parameters, operations, _receptiveField));
    }
}
