namespace Sandglass.Detection.Data.Generated;

/// <summary>What generated pictures are like.</summary>
/// <param name="Side">Pixels of each side.</param>
/// <param name="MostObjects">Each picture has 1 to so many, all equally likely; one that finds no room is left out.</param>
/// <param name="SmallestShare">The longer side of an object at least, as a share of the picture's.</param>
/// <param name="LargestShare">The same at most; small objects are likelier than large ones.</param>
public sealed record SceneRule(int Side = 128, int MostObjects = 6, double SmallestShare = 0.16, double LargestShare = 0.62)
{
    /// <summary>Least share of an object's pixels that the objects in front of it leave visible.</summary>
    public const double LeastVisible = 0.5;

    /// <summary>An object of which less is visible is called difficult.</summary>
    public const double EasilyVisible = 0.7;

    internal const int MostAttempts = 20;

    /// <summary>The same rule, if it can be followed.</summary>
    /// <exception cref="WorkbenchException">A number is out of range.</exception>
    internal SceneRule Validated() =>
        Side is >= 32 and <= 2048 && MostObjects is >= 1 and <= 50 && SmallestShare > 0 && SmallestShare <= LargestShare && LargestShare <= 1
            ? this
            : throw new WorkbenchException(
                $"{this} cannot be followed: sides have 32 to 2,048 pixels, pictures 1 to 50 objects, and shares lie in order in (0, 1].");
}
