namespace Sandglass.Detection.Boxes;

/// <summary>How an object's box differs from a prior, in units of the variances: what a detector's box head says.</summary>
/// <param name="X">Shift of the centre to the right, in widths of the prior.</param>
/// <param name="Y">Shift of the centre downwards, in heights of the prior.</param>
/// <param name="Width">Logarithm of the width over the prior's.</param>
/// <param name="Height">Logarithm of the height over the prior's.</param>
public readonly record struct BoxOffset(double X, double Y, double Width, double Height);
