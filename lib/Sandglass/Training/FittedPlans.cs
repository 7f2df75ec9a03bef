using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Networks;

namespace Sandglass;

/// <summary>Plans that fit given images: their side, their channels and their classes.</summary>
internal static class FittedPlans
{
    /// <summary>Fills the plan with one family's blocks, for these images.</summary>
    /// <param name="macro">The plan, such as <see cref="MacroPlan.SmallImage"/>.</param>
    /// <param name="family">The family.</param>
    /// <param name="images">The images.</param>
    /// <param name="width">Width multiplier of stem and stages.</param>
    /// <exception cref="InvalidSpecException">The images are not square, or the width is out of range.</exception>
    internal static NetworkPlan Fill(this MacroPlan macro, BlockFamily family, IClassifierData images, double width = 1.0) =>
        macro.Fill(FamilyBlocks.Name(family), FamilyBlocks.Maker(family), images, width);

    /// <summary>Fills the plan with blocks of the caller's making, for these images.</summary>
    /// <param name="macro">The plan, such as <see cref="MacroPlan.SmallImage"/>.</param>
    /// <param name="name">Name of the blocks, part of the network's name.</param>
    /// <param name="block">Makes each block; the next one is given the channels that it puts out.</param>
    /// <param name="images">The images.</param>
    /// <param name="width">Width multiplier of stem and stages.</param>
    /// <exception cref="InvalidSpecException">The images are not square, the width is out of range, or the blocks do not fit together.</exception>
    internal static NetworkPlan Fill(this MacroPlan macro, string name, MacroPlan.BlockMaker block, IClassifierData images, double width = 1.0)
    {
        ArgumentNullException.ThrowIfNull(macro);
        ArgumentNullException.ThrowIfNull(images);
        var (resolution, channels, classes) = Shape(images);
        return macro.Fill(name, block, width, resolution, channels, classes);
    }

    /// <summary>What a plan has to know of images: their side, channels and classes.</summary>
    /// <exception cref="InvalidSpecException">The images are not square.</exception>
    /// <exception cref="WorkbenchException">They are not for a classifier.</exception>
    internal static (int Resolution, int Channels, int Classes) Shape(IRunData images)
    {
        var seen = images as IClassifierData ?? throw new WorkbenchException("these images have no classes of their own; give images of a classifier");
        var (channels, height, width) = seen.Shape;
        return width == height
            ? (width, channels, seen.ClassNames.Count)
            : throw new InvalidSpecException($"{seen.Name} has images of {width}×{height} pixels, but a plan takes square ones; crop or scale them");
    }
}
