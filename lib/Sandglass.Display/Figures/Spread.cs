namespace Sandglass.Display.Figures;

/// <summary>How the uncertainty of a series is drawn.</summary>
internal enum Spread
{
    /// <summary>A bar at each point.</summary>
    Bars,

    /// <summary>A band along the line.</summary>
    Band,
}
