namespace Sandglass.Counting;

/// <summary>What the MobileNeXt paper prints for a network at 224×224 pixels and 1000 classes.</summary>
/// <param name="Network">Name in the network catalogue.</param>
/// <param name="Width">Width multiplier.</param>
/// <param name="Parameters">Parameters; null where the source prints none.</param>
/// <param name="MultiplyAdds">Multiply-adds; null where the source prints none.</param>
/// <param name="Source">Table or figure of the paper.</param>
/// <param name="Mark">How sure it is that the paper prints this.</param>
public sealed record PublishedFigure(
    string Network, double Width, PrintedNumber? Parameters, PrintedNumber? MultiplyAdds, string Source, EvidenceMark Mark);
