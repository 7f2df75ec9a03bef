namespace Sandglass.Networks;

/// <summary>A row of a published network table.</summary>
/// <param name="Ratio">Reduction or expansion ratio t.</param>
/// <param name="Channels">Output channels c at width 1.0.</param>
/// <param name="Repeats">Blocks n.</param>
/// <param name="Stride">Stride s of the first block.</param>
public sealed record StageRow(int Ratio, int Channels, int Repeats, int Stride);
