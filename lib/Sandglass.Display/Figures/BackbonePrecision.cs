using Sandglass.Blocks;

namespace Sandglass.Display.Figures;

/// <summary>Average precision of one run at one class.</summary>
/// <param name="Family">Block of the detector's backbone: sandglass for MobileNeXt, inverted residual for MobileNetV2.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Class">Name of the class.</param>
/// <param name="AveragePrecision">In [0, 1]; not a number for a class without objects.</param>
public sealed record BackbonePrecision(BlockFamily Family, int Seed, string Class, double AveragePrecision);
