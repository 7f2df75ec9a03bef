namespace Sandglass.Detection.Boxes;

/// <summary>The boxes that a detector starts from, and the units in which it says how an object differs from one.</summary>
/// <param name="Levels">The levels, in the order of the feature maps.</param>
public sealed record PriorPlan(IReadOnlyList<PriorLevel> Levels)
{
    /// <summary>The released SSDLite320 code's for Pascal VOC (configs/*_ssd320_voc0712.yaml): 3,234 boxes.</summary>
    public static PriorPlan SsdLite320 { get; } = new([
        new(16, 45, 120, [2, 3]),
        new(32, 90, 180, [2, 3]),
        new(64, 135, 220, [2, 3]),
        new(120, 180, 260, [2, 3]),
        new(160, 225, 300, [2, 3]),
        new(320, 270, 320, [2, 3])]);

    /// <summary>Unit of a centre's shift, in sides of the prior.</summary>
    [Released("0.1")]
    public double CenterVariance { get; init; } = 0.1;

    /// <summary>Unit of a side's growth, in natural logarithms.</summary>
    [Released("0.2")]
    public double SizeVariance { get; init; } = 0.2;

    /// <summary>
    /// All boxes, as shares of the image's sides: level by level, row by row, at each place the small square, the large
    /// one, and by ratio the lying and the standing oblong. No side is longer than the image's, but a box may reach
    /// beyond its edges (the released code's clipping).
    /// </summary>
    /// <param name="imageSize">Side of the image, pixels.</param>
    /// <param name="mapSizes">Side of each level's feature map.</param>
    public Box[] Boxes(int imageSize, IReadOnlyList<int> mapSizes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(mapSizes.Count, Levels.Count);
        return [.. Levels.Zip(mapSizes).SelectMany(level => LevelBoxes(level.First, level.Second, imageSize))];
    }

    private static IEnumerable<Box> LevelBoxes(PriorLevel level, int mapSize, int imageSize)
    {
        var shapes = Shapes(level).Select(s => (Width: Math.Min(1, s.Width / imageSize), Height: Math.Min(1, s.Height / imageSize))).ToArray();
        var step = (double)level.Stride / imageSize;
        for (var place = 0; place < mapSize * mapSize; place++)
        {
            var x = Math.Min(1, ((place % mapSize) + 0.5) * step);
            var y = Math.Min(1, ((place / mapSize) + 0.5) * step);
            foreach (var (width, height) in shapes)
            {
                yield return new Box(
                    (float)(x - (width / 2)), (float)(y - (height / 2)), (float)(x + (width / 2)), (float)(y + (height / 2)));
            }
        }
    }

    private static IEnumerable<(double Width, double Height)> Shapes(PriorLevel level)
    {
        yield return (level.MinSize, level.MinSize);
        var large = Math.Sqrt(level.MinSize * level.MaxSize);
        yield return (large, large);
        foreach (var side in level.Ratios.Select(Math.Sqrt))
        {
            yield return (level.MinSize * side, level.MinSize / side);
            yield return (level.MinSize / side, level.MinSize * side);
        }
    }
}

/// <summary>The priors of one feature map: each of its places has the same boxes around its centre.</summary>
/// <param name="Stride">Pixels between neighbouring centres.</param>
/// <param name="MinSize">Side of the small square, pixels; the oblong boxes have its area.</param>
/// <param name="MaxSize">The large square has the geometric mean of both sizes for its side.</param>
/// <param name="Ratios">Ratios of the oblong boxes' sides, each lying and standing.</param>
public sealed record PriorLevel(int Stride, double MinSize, double MaxSize, IReadOnlyList<double> Ratios)
{
    /// <summary>Boxes a place.</summary>
    public int PerPlace => 2 + (2 * Ratios.Count);
}
