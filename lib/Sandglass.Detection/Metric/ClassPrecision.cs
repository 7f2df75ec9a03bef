namespace Sandglass.Detection.Metric;

/// <summary>How well one class is detected.</summary>
/// <param name="Class">The class's index.</param>
/// <param name="Curve">Precision against recall.</param>
/// <param name="ElevenPoint">Average precision by VOC 2007's eleven points; not a number for a class without objects.</param>
/// <param name="Area">Average precision by VOC 2010's area; not a number for a class without objects.</param>
public sealed record ClassPrecision(int Class, PrecisionRecall Curve, double ElevenPoint, double Area);
