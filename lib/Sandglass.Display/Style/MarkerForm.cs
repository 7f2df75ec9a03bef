namespace Sandglass.Display.Style;

/// <summary>The form of a point.</summary>
public enum MarkerForm
{
    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle that stands on its base.</summary>
    Triangle,

    /// <summary>A circle.</summary>
    Circle,

    /// <summary>A square on its corner.</summary>
    Diamond,

    /// <summary>No point.</summary>
    None,
}
