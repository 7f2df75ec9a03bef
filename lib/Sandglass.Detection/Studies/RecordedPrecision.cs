using Sandglass.Blocks;

namespace Sandglass.Detection.Studies;

/// <summary>How well a recorded detector finds one class.</summary>
/// <param name="Family">Block of its backbone.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Class">Name of the class.</param>
/// <param name="ElevenPoint">Average precision by VOC 2007's eleven points; not a number for a class without objects.</param>
/// <param name="Area">Average precision by VOC 2010's area; not a number for a class without objects.</param>
/// <param name="Curve">Best precision at recall 0, 0.05 … 1 or above; empty for a class without objects.</param>
public sealed record RecordedPrecision(
    BlockFamily Family, int Seed, string Class, double ElevenPoint, double Area, IReadOnlyList<double> Curve)
{
    /// <summary>The recalls at which curves are recorded.</summary>
    public static IReadOnlyList<double> Recalls { get; } = [.. Enumerable.Range(0, 21).Select(step => step / 20.0)];
}
