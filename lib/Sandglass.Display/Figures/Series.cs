using Sandglass.Blocks;
using Sandglass.Display.Style;

namespace Sandglass.Display.Figures;

/// <summary>The joined points of one family.</summary>
internal sealed record Series(BlockFamily Family, Spread Spread, IReadOnlyList<Mark> Marks)
{
    /// <summary>How it looks where that is not as its family does.</summary>
    public FamilyStyle? OwnStyle { get; init; }

    /// <summary>How it looks.</summary>
    public FamilyStyle Style => OwnStyle ?? FamilyPalette.For(Family);

    /// <summary>Side of a marker in pixels: a lone point a budget is large, one of many epochs small.</summary>
    public float MarkerSize => Marks.Count <= 4 ? 11 : Marks.Count <= 20 ? 7 : 0;
}
