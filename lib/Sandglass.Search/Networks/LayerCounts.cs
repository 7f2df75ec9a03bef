using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Search.Space;

namespace Sandglass.Search.Networks;

/// <summary>The rows of a cell's layers under the names of the built module.</summary>
/// <param name="hasScales">Whether BatchNorm has scale and shift; in a search it has none.</param>
internal sealed class LayerCounts(bool hasScales)
{
    private readonly List<LayerCount> _rows = [];

    internal IReadOnlyList<LayerCount> Rows => _rows;

    internal MapState Add(string name, IReadOnlyList<CellLayer> layers, MapState map) =>
        layers.Aggregate(map, (at, layer) => Add($"{name}.{layer.Name}", layer, at));

    internal MapState Sum(string name, MapState one, MapState other)
    {
        Row(name, LayerType.Addition, one, 0, one.Elements);
        return one.With(other);
    }

    internal void Linear(string name, int features, int outputs, MapState from) => _rows.Add(new LayerCount(
        name, LayerType.Linear, [outputs], ((long)features + 1) * outputs, (long)features * outputs, from.ReceptiveField));

    internal void GlobalPool(string name, MapState map) =>
        _rows.Add(new LayerCount(name, LayerType.Pool, [map.Channels], 0, map.Elements, map.ReceptiveField));

    internal MapState Rectifier(string name, MapState map)
    {
        Row(name, LayerType.Activation, map, 0, map.Elements);
        return map;
    }

    internal MapState Norm(string name, MapState map)
    {
        Row(name, LayerType.BatchNorm, map, hasScales ? 2L * map.Channels : 0, 2 * map.Elements);
        return map;
    }

    /// <summary>A convolution to a map that is known.</summary>
    internal MapState Convolution(string name, LayerType type, MapState after, long weights, long weightsPerElement)
    {
        Row(name, type, after, weights, weightsPerElement * after.Elements);
        return after;
    }

    /// <summary>A pool to a map that is known; each element that is pooled is one operation.</summary>
    internal MapState Pool(string name, MapState after, long window)
    {
        Row(name, LayerType.Pool, after, 0, window * after.Elements);
        return after;
    }

    private MapState Add(string name, CellLayer layer, MapState map)
    {
        switch (layer)
        {
            case RectifierLayer:
                return Rectifier(name, map);
            case NormLayer:
                return Norm(name, map);
            case ConvolutionLayer conv:
                return Convolution(
                    name, TypeOf(conv), map.After(conv.OutChannels, conv.Span, conv.Stride), conv.WeightCount, conv.WeightCount / conv.OutChannels);
            case PoolLayer pool:
                return Pool(name, map.After(map.Channels, 3, pool.Stride), 9);
            case FactorizedLayer reduce:
                var after = map.After(reduce.OutChannels, 1, 2);
                var half = after with { Channels = reduce.OutChannels / 2 };
                Convolution($"{name}.even", LayerType.Pointwise, half, (long)reduce.InChannels * half.Channels, reduce.InChannels);
                Convolution($"{name}.odd", LayerType.Pointwise, half, (long)reduce.InChannels * half.Channels, reduce.InChannels);
                return after with { ReceptiveField = map.ReceptiveField + map.Jump }; // odd pixels lie one further
            case BlockLayer block:
                return Block(name, block.Spec, map);
            case ZeroLayer zero:
                return map.After(map.Channels, 1, zero.Stride);
            default:
                throw new InvalidSpecException($"{name} cannot be counted: unknown layer {layer.GetType().Name}");
        }
    }

    private MapState Block(string name, BlockSpec block, MapState map)
    {
        var count = Counter.Count(block, map.Size);
        _rows.AddRange(count.Layers.Select(row => row with
        {
            Name = name + row.Name[row.Name.IndexOf('.', StringComparison.Ordinal)..],
            Parameters = row.Type == LayerType.BatchNorm && !hasScales ? 0 : row.Parameters,
            ReceptiveField = map.ReceptiveField + ((row.ReceptiveField - 1) * map.Jump),
        }));
        return map.After(block.OutChannels, (int)count.ReceptiveField, block.Stride);
    }

    private static LayerType TypeOf(ConvolutionLayer conv) =>
        conv.Groups > 1 && conv.Groups == conv.InChannels ? LayerType.Depthwise
        : conv.Kernel == 1 ? LayerType.Pointwise
        : LayerType.Convolution;

    private void Row(string name, LayerType type, MapState map, long parameters, long operations) =>
        _rows.Add(new LayerCount(name, type, map.Shape, parameters, operations, map.ReceptiveField));
}
