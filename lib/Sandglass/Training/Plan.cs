using Sandglass.Networks;
using Sandglass.Training;

namespace Sandglass;

/// <summary>Networks around your own block.</summary>
public static class Plan
{
    /// <summary>
    /// A network of nine blocks for images of 28 to 32 pixels: stages of 96, 192 and 384 channels at their wide ends, on 14×14,
    /// 7×7 and 4×4 pixels. Every block is like the given one, at the width of its stage.
    /// </summary>
    /// <param name="block">The block, with equal ends and stride 1; its ratio and everything but its width count.</param>
    /// <param name="resolution">Side of the images, pixels.</param>
    /// <param name="channels">Channels of the images: 1 grey, 3 colour.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="Blocks.InvalidSpecException">The block cannot be built, its ends differ, or it has a stride.</exception>
    public static ScalablePlan SmallImage(BlockSpec block, int resolution = 28, int channels = 1, int classes = 10)
    {
        var like = FamilyBlocks.Like(block);
        return new ScalablePlan(width => MacroPlan.SmallImage.Fill(FamilyBlocks.Name(block.Family), like, width, resolution, channels, classes));
    }

    /// <summary>The same for images of one's own: their size, channels and classes.</summary>
    /// <param name="block">The block, with equal ends and stride 1.</param>
    /// <param name="images">The images, such as <c>OwnImages.Folder("pets", side: 32, colour: true)</c>; they are loaded once to be counted.</param>
    /// <exception cref="Blocks.InvalidSpecException">The block cannot be built, its ends differ, or it has a stride.</exception>
    /// <exception cref="WorkbenchException">The images cannot be loaded, or are not for a classifier.</exception>
    public static ScalablePlan SmallImage(BlockSpec block, DataSource images)
    {
        using var data = images.Load();
        var (resolution, channels, classes) = FittedPlans.Shape(data);
        return SmallImage(block, resolution, channels, classes);
    }

    /// <summary>The same network with a family's usual blocks, at the ratio 6 that all families are compared at.</summary>
    /// <param name="family">The family.</param>
    /// <param name="resolution">Side of the images, pixels.</param>
    /// <param name="channels">Channels of the images: 1 grey, 3 colour.</param>
    /// <param name="classes">Classes.</param>
    public static ScalablePlan SmallImage(BlockFamily family, int resolution = 28, int channels = 1, int classes = 10) =>
        new(width => MacroPlan.SmallImage.Fill(family, width, resolution, channels, classes));
}

/// <summary>A network at any width.</summary>
/// <param name="AtWidth">The network at a width multiplier of stem and stages.</param>
public sealed record ScalablePlan(Func<double, NetworkPlan> AtWidth)
{
    /// <summary>The width whose network comes closest to a budget of multiply-adds of one image.</summary>
    /// <param name="multiplyAdds">The budget, such as 3.2e6.</param>
    /// <exception cref="Blocks.InvalidSpecException">No width between 0.02 and 16 reaches the budget.</exception>
    public BudgetMatch AtMultiplyAdds(double multiplyAdds) => Budget.MatchMultiplyAdds(AtWidth, Whole(multiplyAdds));

    /// <summary>The width whose network comes closest to a budget of trainable parameters.</summary>
    /// <param name="parameters">The budget, such as 1e5.</param>
    /// <exception cref="Blocks.InvalidSpecException">No width between 0.02 and 16 reaches the budget.</exception>
    public BudgetMatch AtParameters(double parameters) => Budget.MatchParameters(AtWidth, Whole(parameters));

    private static long Whole(double budget) => budget is >= 1 and <= 1e15
        ? (long)Math.Round(budget)
        : throw new Blocks.InvalidSpecException(FormattableString.Invariant($"a budget is a number from 1 to 1e15, not {budget}"));
}
