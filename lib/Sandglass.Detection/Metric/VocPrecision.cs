namespace Sandglass.Detection.Metric;

/// <summary>How well a detector does on a set.</summary>
/// <param name="Classes">Each class, in order.</param>
public sealed record VocPrecision(IReadOnlyList<ClassPrecision> Classes)
{
    /// <summary>mAP of VOC 2007: the mean of the eleven-point precisions, over classes that have objects to be found.</summary>
    public double MeanElevenPoint => Mean(c => c.ElevenPoint);

    /// <summary>mAP of VOC 2010: the mean of the areas, over classes that have objects to be found.</summary>
    public double MeanArea => Mean(c => c.Area);

    private double Mean(Func<ClassPrecision, double> precision) =>
        Classes.Select(precision).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
}
