using Sandglass.Display.Style;

namespace Sandglass.Display.Figures;

/// <summary>What one layer of a figure shows: the families themselves, or a null beside them.</summary>
/// <param name="Readings">Its values.</param>
internal sealed record ReadingLayer(IReadOnlyList<Reading> Readings)
{
    /// <summary>How a null looks that belongs to no family; null for a line a family.</summary>
    public FamilyStyle? Common { get; init; }

    /// <summary>Whether each line is the null of its family, thin and pale.</summary>
    public bool IsPale { get; init; }
}
