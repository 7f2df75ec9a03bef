using Sandglass.Blocks;

namespace Sandglass.Display.Figures;

/// <summary>One point of the precision-recall curve of one run.</summary>
/// <param name="Family">Block of the detector's backbone: sandglass for MobileNeXt, inverted residual for MobileNetV2.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Class">Name of the class.</param>
/// <param name="Recall">Share of the objects, in [0, 1].</param>
/// <param name="Precision">Best precision at this recall or above, in [0, 1].</param>
public sealed record BackbonePoint(BlockFamily Family, int Seed, string Class, double Recall, double Precision);
