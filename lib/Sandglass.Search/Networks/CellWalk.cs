using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Search.Space;

namespace Sandglass.Search.Networks;

/// <summary>Walks networks of cells: stem, cells, pool, classifier, under the built modules' names.</summary>
internal static class CellWalk
{
    /// <summary>The part of the auxiliary classifier, which takes part in training alone.</summary>
    internal const string AuxiliaryPart = "auxiliary";

    private const int PoolSide = 3;
    private const int AuxiliaryWindow = 5;

    /// <summary>The layers of a genotype's network, those of the auxiliary classifier under <c>auxiliary</c>.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    internal static IReadOnlyList<NetworkLayer> Of(CellNetworkPlan plan)
    {
        plan.Validated();
        var (walk, shapes) = (new LayerWalk(), plan.Shapes);
        return walk.Network(plan.InputChannels, plan.Resolution, plan.StemStride, plan.Classes, shapes, (shape, inputs) =>
        {
            var output = walk.Cell(shape, plan.CellOf(shape), inputs);
            if (plan.Auxiliary && shape == shapes.Auxiliary)
            {
                walk.Auxiliary(output, plan.Classes);
            }

            return output;
        });
    }

    /// <summary>Walks from the stem to the classifier.</summary>
    /// <param name="walk">What the layers are written into.</param>
    /// <param name="inputChannels">Channels of an image.</param>
    /// <param name="resolution">Its side, pixels.</param>
    /// <param name="stemStride">Step of the stem.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="shapes">The cells.</param>
    /// <param name="cell">Walks a cell from its two inputs, which have its width and size, to its output.</param>
    internal static IReadOnlyList<NetworkLayer> Network(
        this LayerWalk walk, int inputChannels, int resolution, int stemStride, int classes, CellShapes shapes, Func<CellShape, List<FeatureMap>, FeatureMap> cell)
    {
        walk.Part = "stem";
        var last = walk.Chain("stem", CellInputs.Stem(inputChannels, shapes.StemChannels, stemStride), FeatureMap.Image(inputChannels, resolution));
        var beforeLast = last;
        foreach (var shape in shapes.Cells)
        {
            walk.Part = shape.Name;
            var inputs = new List<FeatureMap>
            {
                walk.Chain($"{shape.Name}.input1", CellInputs.First(shape), beforeLast),
                walk.Chain($"{shape.Name}.input2", CellInputs.Second(shape), last),
            };
            (beforeLast, last) = (last, cell(shape, inputs));
        }

        walk.Classify(last, classes);
        return walk.Layers;
    }

    /// <summary>Layers one after another.</summary>
    internal static FeatureMap Chain(this LayerWalk walk, string name, IReadOnlyList<CellLayer> layers, FeatureMap map) =>
        layers.Aggregate(map, (at, layer) => walk.Add($"{name}.{layer.Name}", layer, at));

    private static FeatureMap Cell(this LayerWalk walk, CellShape shape, CellGenotype cell, List<FeatureMap> maps)
    {
        for (var node = 0; node < cell.Nodes; node++)
        {
            var ends = Enumerable.Range(2 * node, 2).Select(i => walk.Chain(
                $"{shape.Name}.edge{i + 1}", cell.Edges[i].Operation.Layers(shape.Channels, shape.StrideFrom(cell.Edges[i].From)), maps[cell.Edges[i].From])).ToArray();
            maps.Add(walk.Add($"{shape.Name}.node{node + 1}", ends[1], ends[0].With(ends[1])));
        }

        return walk.Join($"{shape.Name}.concat", [.. cell.Concat.Select(map => maps[map])]);
    }

    // Its windows are not padded.
    private static void Auxiliary(this LayerWalk walk, FeatureMap map, int classes)
    {
        walk.Part = AuxiliaryPart;
        var pooled = walk.Pool("auxiliary.pool", map, map.After(map.Channels, AuxiliaryWindow, 3) with { Size = 2 }, AuxiliaryWindow);
        var narrow = walk.Convolve("auxiliary.narrow", pooled, Kernel(map.Channels, AuxiliaryHead.Narrow, 1));
        narrow = walk.Activate("auxiliary.narrow_act", walk.Normalize("auxiliary.narrow_norm", narrow), Activation.ReLU);
        var wide = walk.Convolve(
            "auxiliary.wide", narrow, Kernel(AuxiliaryHead.Narrow, AuxiliaryHead.Wide, 2), to: narrow.After(AuxiliaryHead.Wide, 2, 1) with { Size = 1 });
        wide = walk.Activate("auxiliary.wide_act", walk.Normalize("auxiliary.wide_norm", wide), Activation.ReLU);
        walk.Linear("auxiliary.classifier", wide, classes);
    }

    private static FeatureMap Add(this LayerWalk walk, string name, CellLayer layer, FeatureMap map)
    {
        switch (layer)
        {
            case RectifierLayer:
                return walk.Activate(name, map, Activation.ReLU);
            case NormLayer:
                return walk.Normalize(name, map);
            case ConvolutionLayer conv:
                return walk.Convolve(
                    name, map, Kernel(conv.InChannels, conv.OutChannels, conv.Kernel, conv.Stride, conv.Groups), to: map.After(conv.OutChannels, conv.Span, conv.Stride), dilation: conv.Dilation);
            case PoolLayer pool:
                return walk.Pool(name, map, map.After(map.Channels, PoolSide, pool.Stride), PoolSide, pool.Maximum);
            case FactorizedLayer reduce:
                var half = Kernel(reduce.InChannels, reduce.OutChannels / 2, 1, stride: 2);
                var even = walk.Convolve($"{name}.even", map, half);
                var odd = walk.Convolve($"{name}.odd", map, half, skipped: 1);
                return walk.Join($"{name}.concat", [even, odd with { ReceptiveField = map.ReceptiveField + map.Stride }]); // odd pixels lie one further
            case BlockLayer block:
                var part = walk.Part;
                var output = walk.Block(name, block.Spec, map);
                walk.Part = part;
                return output;
            case ZeroLayer zero:
                return walk.Zeros(name, map, map.After(map.Channels, 1, zero.Stride));
            default:
                throw new InvalidSpecException($"{name} cannot be walked: unknown layer {layer.GetType().Name}");
        }
    }

    private static ConvSpec Kernel(int from, int to, int side, int stride = 1, int groups = 1) => new("", from, to, side, stride, groups, Activation.None);
}
