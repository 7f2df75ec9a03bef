using Sandglass.Blocks;

namespace Sandglass.Networks;

/// <summary>A network that can be asked for by name.</summary>
/// <param name="Name">Name, such as <c>mobilenext</c>.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Resolution">Side of the input that it is made for, pixels.</param>
/// <param name="Classes">Classes that it is made for.</param>
/// <param name="Make">Makes the plan from width multiplier, resolution and classes.</param>
public sealed record CatalogueEntry(
    string Name, string Description, int Resolution, int Classes, Func<double, int, int, NetworkPlan> Make)
{
    /// <summary>False: the network exists at width 1.0 only.</summary>
    public bool TakesWidth { get; init; } = true;

    /// <summary>The plan at a width, resolution and number of classes; what is left out is as the network is made for.</summary>
    /// <param name="width">Width multiplier.</param>
    /// <param name="resolution">Side of the input, pixels.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="InvalidSpecException">A number is out of range, or the network has no width multiplier.</exception>
    public NetworkPlan Plan(double width = 1.0, int? resolution = null, int? classes = null) =>
        TakesWidth || width == 1.0
            ? Make(width, resolution ?? Resolution, classes ?? Classes)
            : throw new InvalidSpecException(FormattableString.Invariant($"{Name} exists at width 1.0 only, not at {width}"));
}
