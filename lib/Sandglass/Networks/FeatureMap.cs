using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>A map that a network computes on its way, known from its plan alone.</summary>
/// <param name="Place">Dotted name of the output, such as <c>stage6.block1.expand.out</c>.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Size">Side of the square map.</param>
/// <param name="Stride">Input pixels between neighbouring elements.</param>
/// <param name="ReceptiveField">Side of the input square that one element sees, pixels.</param>
public sealed record FeatureMap(string Place, int Channels, int Size, int Stride, long ReceptiveField)
{
    /// <summary>All maps of a plan in the order of execution: the outputs of its layers and of its blocks.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    public static IReadOnlyList<FeatureMap> Of(NetworkPlan plan)
    {
        plan.Validated();
        var map = new FeatureMap("", plan.InputChannels, plan.Resolution, 1, 1);
        List<FeatureMap> maps = [map = map.After(plan.Stem.Name, plan.Stem)];
        foreach (var (name, block) in plan.Blocks)
        {
            foreach (var layer in block.Layout.Layers)
            {
                maps.Add(map = map.After($"{name}.{layer.Name}", layer));
            }

            maps.Add(map = map with { Place = $"{name}.out" });
        }

        foreach (var conv in plan.Head)
        {
            maps.Add(map = map.After(conv.Name, conv));
        }

        return maps;
    }

    /// <summary>What a block makes of this map.</summary>
    /// <param name="name">Dotted name of the block.</param>
    /// <param name="block">The block.</param>
    /// <exception cref="InvalidSpecException">The block cannot be built, or takes other channels.</exception>
    public FeatureMap After(string name, BlockSpec block) => block.InChannels == Channels
        ? block.Layout.Layers.Aggregate(this, (map, layer) => map.After(name, layer))
        : throw new InvalidSpecException($"{name} takes {block.InChannels} channels and is given {Channels} of {Place}");

    private FeatureMap After(string name, LayerSpec layer) => layer is ConvSpec conv
        ? new FeatureMap($"{name}.out", conv.OutChannels, conv.OutputSize(Size), Stride * conv.Stride, ReceptiveField + ((conv.Kernel - 1L) * Stride))
        : this with { Place = $"{name}.out", Channels = layer.OutChannels };
}
