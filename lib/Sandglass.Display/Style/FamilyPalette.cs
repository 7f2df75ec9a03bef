using Sandglass.Blocks;

namespace Sandglass.Display.Style;

/// <summary>
/// One colour, marker and dash a block family, the same everywhere. The colours are three of Okabe and Ito's set
/// (2008), which readers with any common form of colour blindness tell apart; marker and dash say the same again.
/// </summary>
public static class FamilyPalette
{
    /// <summary>Colour of text on a figure.</summary>
    internal const string Ink = "#1f2328";

    /// <summary>Colour of remarks and axes.</summary>
    internal const string Muted = "#57606a";

    /// <summary>Colour of grid lines.</summary>
    internal const string Grid = "#e4e7eb";

    /// <summary>Colour behind a figure.</summary>
    internal const string Paper = "#ffffff";

    /// <summary>The style of a reader's own block, whatever family it was derived from.</summary>
    internal static FamilyStyle Yours { get; } = new("Your block", "#CC79A7", MarkerForm.Diamond, LineForm.Solid);

    /// <summary>The style of a family.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The family has no style.</exception>
    public static FamilyStyle For(BlockFamily family) => family switch
    {
        BlockFamily.Bottleneck => new("Classic bottleneck", "#0072B2", MarkerForm.Square, LineForm.Dashed),
        BlockFamily.InvertedResidual => new("Inverted residual", "#D55E00", MarkerForm.Triangle, LineForm.Dotted),
        BlockFamily.Sandglass => new("Sandglass", "#009E73", MarkerForm.Circle, LineForm.Solid),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "A family without a style."),
    };
}
