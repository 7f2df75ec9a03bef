using Sandglass.Blocks;
using Sandglass.Display.Style;

namespace Sandglass.Display.Figures;

/// <summary>The points of one family, joined by a line, or of what stands beside the families.</summary>
internal sealed record Series(BlockFamily Family, Spread Spread, IReadOnlyList<Mark> Marks)
{
    /// <summary>How it looks where that is not as its family does.</summary>
    public FamilyStyle? OwnStyle { get; init; }

    /// <summary>How it looks.</summary>
    public FamilyStyle Style => OwnStyle ?? FamilyPalette.For(Family);

    /// <summary>Whether a line joins its points.</summary>
    public bool IsJoined => Style.Line != LineForm.None;

    /// <summary>Whether it is what others are held against: a thin line without markers.</summary>
    public bool IsNull { get; init; }

    /// <summary>Whether the legend names it.</summary>
    public bool InLegend { get; init; } = true;

    /// <summary>Width of its line in pixels.</summary>
    public float LineWidth => IsNull ? 1.2f : 2;

    /// <summary>Side of a marker in pixels: a lone point a budget is large, one of many epochs small.</summary>
    public float MarkerSize => IsNull ? 0 : Marks.Count <= 4 ? 11 : Marks.Count <= 20 || !IsJoined ? 7 : 0;
}
