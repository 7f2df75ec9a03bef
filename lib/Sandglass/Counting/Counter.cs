using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Counting;

/// <summary>
/// Counts parameters, multiply-adds, bytes and receptive fields from specs alone; no weights are built. The rows are
/// those of the built module, and a test holds the two together.
/// </summary>
public static class Counter
{
    /// <summary>Counts a network for one image.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    public static NetworkCount Count(NetworkPlan plan)
    {
        plan.Validated();
        var rows = new CountRows(plan.InputChannels, plan.Resolution);
        rows.AddConv(plan.Stem.Name, plan.Stem);
        foreach (var (name, block) in plan.Blocks)
        {
            AddBlock(rows, name, block);
        }

        foreach (var conv in plan.Head)
        {
            rows.AddConv(conv.Name, conv);
        }

        rows.AddPool("pool");
        rows.AddLinear("classifier", plan.Features, plan.Classes);
        return new NetworkCount(plan.Name, rows.ToList());
    }

    /// <summary>Counts one block on an input of [<see cref="BlockSpec.InChannels"/>, <paramref name="size"/>,
    /// <paramref name="size"/>].</summary>
    /// <param name="block">The block.</param>
    /// <param name="size">Side of its input, pixels.</param>
    /// <exception cref="InvalidSpecException">The spec cannot be built.</exception>
    public static NetworkCount Count(BlockSpec block, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        var rows = new CountRows(block.InChannels, size);
        AddBlock(rows, "block", block);
        return new NetworkCount("block", rows.ToList());
    }

    private static void AddBlock(CountRows rows, string name, BlockSpec block)
    {
        var layout = block.Layout;
        var shortcutEnd = layout.ShortcutAround?.End.GetOffset(layout.Layers.Count);
        for (var i = 0; i < layout.Layers.Count; i++)
        {
            rows.Add($"{name}.{layout.Layers[i].Name}", layout.Layers[i]);
            if (i + 1 == shortcutEnd)
            {
                rows.AddAddition($"{name}.shortcut", block.IdentityChannels);
            }
        }

        if (block.ActivateSum)
        {
            rows.AddActivation($"{name}.act", block.Activation);
        }
    }
}
