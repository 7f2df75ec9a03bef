namespace Sandglass.Search.Networks;

/// <summary>What goes into and out of one cell.</summary>
/// <param name="Name">Such as <c>cell3</c>.</param>
/// <param name="Reduces">Whether it halves the map.</param>
/// <param name="HalvesFirst">Whether the first input comes from before a reduction and is halved to the second's size.</param>
/// <param name="First">Channels of the output of the cell before the last.</param>
/// <param name="Second">Channels of the output of the last cell.</param>
/// <param name="Channels">Width of the cell.</param>
/// <param name="InSize">Side of the second input, pixels.</param>
/// <param name="Size">Side of the output, pixels.</param>
/// <param name="OutChannels">Channels of the output.</param>
internal sealed record CellShape(
    string Name, bool Reduces, bool HalvesFirst, int First, int Second, int Channels, int InSize, int Size, int OutChannels)
{
    /// <summary>Step of an edge from a map of the cell: 0 and 1 are its inputs.</summary>
    internal int StrideFrom(int map) => Reduces && map < 2 ? 2 : 1;
}

/// <summary>The shapes of a network's cells, the same for a search network and for one that was derived.</summary>
/// <param name="Cells">Cells in order.</param>
/// <param name="StemChannels">Channels after the stem.</param>
/// <param name="StemSize">Side after the stem, pixels.</param>
/// <param name="Auxiliary">The cell at two thirds.</param>
internal sealed record CellShapes(IReadOnlyList<CellShape> Cells, int StemChannels, int StemSize, CellShape Auxiliary)
{
    private const int StemMultiplier = 3;

    /// <summary>Channels that the classifier sees.</summary>
    internal int Features => Cells[^1].OutChannels;

    internal static CellShapes Of(int cells, int channels, int stemStride, int resolution, int normalMaps, int reductionMaps)
    {
        var stem = (Channels: StemMultiplier * channels, Size: Halved(resolution, stemStride));
        var shapes = new List<CellShape>(cells);
        var (first, second, width, size, reducedBefore) = (stem.Channels, stem.Channels, channels, stem.Size, false);
        for (var i = 0; i < cells; i++)
        {
            var reduces = i == cells / 3 || i == 2 * cells / 3;
            width *= reduces ? 2 : 1;
            var shape = new CellShape(
                $"cell{i + 1}", reduces, reducedBefore, first, second, width, size,
                Halved(size, reduces ? 2 : 1), width * (reduces ? reductionMaps : normalMaps));
            shapes.Add(shape);
            (first, second, size, reducedBefore) = (second, shape.OutChannels, shape.Size, reduces);
        }

        return new CellShapes(shapes, stem.Channels, stem.Size, shapes[2 * cells / 3]);
    }

    private static int Halved(int size, int stride) => ((size - 1) / stride) + 1;
}
