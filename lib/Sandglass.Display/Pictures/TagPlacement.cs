using Sandglass.Display.Figures;

namespace Sandglass.Display.Pictures;

/// <summary>Finds for each tag the corner of its box where it covers least of other tags and stays on the picture.</summary>
internal sealed class TagPlacement(Box picture)
{
    private readonly List<Box> _taken = [];

    /// <summary>The place of a tag of this size, which is taken from now on.</summary>
    public Box Place(Box box, double width, double height)
    {
        var best = Corners(box, width, height).Select(Inside).MinBy(tag => _taken.Sum(tag.Shared));
        _taken.Add(best);
        return best;
    }

    // In order of liking: MinBy keeps the first of equals.
    private static IEnumerable<Box> Corners(Box box, double width, double height)
    {
        foreach (var top in (double[])[box.Top - height, box.Top, box.Bottom - height, box.Bottom, box.Top + height, box.Bottom + height])
        {
            yield return new Box(box.Left - 1, top, box.Left - 1 + width, top + height);
            yield return new Box(box.Right + 1 - width, top, box.Right + 1, top + height);
        }
    }

    private Box Inside(Box tag)
    {
        var right = Math.Max(picture.Left - tag.Left, Math.Min(0, picture.Right - tag.Right));
        var down = Math.Max(picture.Top - tag.Top, Math.Min(0, picture.Bottom - tag.Bottom));
        return new Box(tag.Left + right, tag.Top + down, tag.Right + right, tag.Bottom + down);
    }
}
