namespace Sandglass.Display.Style;

/// <summary>The form of a line.</summary>
public enum LineForm
{
    /// <summary>Unbroken.</summary>
    Solid,

    /// <summary>Long strokes.</summary>
    Dashed,

    /// <summary>Dots.</summary>
    Dotted,

    /// <summary>No line.</summary>
    None,
}
