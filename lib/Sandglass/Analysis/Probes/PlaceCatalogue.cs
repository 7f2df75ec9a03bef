using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Analysis.Probes;

/// <summary>
/// All places of a plan or spec in the order in which data meets them; no network is built.
/// <code>
/// convolution   L.in ──► L.conv ──► L.norm ──► L.out                 before, after kernel, BatchNorm, activation
/// excitation    L.in ──► L.pool ──► L.squeeze ──► L.squeeze_norm ──► L.squeeze_out
///                          ──► L.excite ──► L.excite_norm ──► L.gate ──► L.out
/// block         B.shortcut  what is added      B.sum  after the addition      B.out  what the block puts out
/// network       stem.*, stageS.blockB.*, head.*, pool, classifier
/// </code>
/// <c>L</c> is a layer of the block's layout, such as <c>stage3.block2.reduce</c>. The two norms of an excitation exist
/// where it is normalised, shortcut and sum where something is added.
/// </summary>
public static class PlaceCatalogue
{
    /// <summary>The places of a network for one image.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    public static IReadOnlyList<Place> Of(NetworkPlan plan)
    {
        plan.Validated();
        var rows = new PlaceRows(plan.Resolution);
        rows.AddConv(plan.Stem.Name, plan.Stem);
        foreach (var (name, block) in plan.Blocks)
        {
            AddBlock(rows, name, block);
        }

        foreach (var conv in plan.Head)
        {
            rows.AddConv(conv.Name, conv);
        }

        rows.Add("pool", [plan.Features]);
        rows.Add("classifier", [plan.Classes]);
        return rows.ToList();
    }

    /// <summary>The places of one block, without a prefix: <c>reduce.out</c>, <c>shortcut</c>, <c>out</c>.</summary>
    /// <param name="block">The block.</param>
    /// <param name="size">Side of its input, pixels.</param>
    /// <exception cref="InvalidSpecException">The spec cannot be built.</exception>
    public static IReadOnlyList<Place> Of(BlockSpec block, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var rows = new PlaceRows(size);
        AddBlock(rows, "", block);
        return rows.ToList();
    }

    private static void AddBlock(PlaceRows rows, string name, BlockSpec block)
    {
        var layout = block.Layout;
        var shortcutEnd = block.IdentityChannels > 0 ? layout.ShortcutAround?.End.GetOffset(layout.Layers.Count) : null;
        for (var i = 0; i < layout.Layers.Count; i++)
        {
            rows.AddLayer(TapPoint.Join(name, layout.Layers[i].Name), layout.Layers[i]);
            if (i + 1 == shortcutEnd)
            {
                rows.AddMap(TapPoint.Join(name, "shortcut"), block.IdentityChannels);
                rows.AddMap(TapPoint.Join(name, "sum"), layout.Layers[i].OutChannels);
            }
        }

        rows.AddMap(TapPoint.Join(name, "out"), block.OutChannels);
    }
}
