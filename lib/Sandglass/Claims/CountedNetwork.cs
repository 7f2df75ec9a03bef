using System.Globalization;
using Sandglass.Counting;
using Sandglass.Networks;

namespace Sandglass.Claims;

/// <summary>A network that is counted at 224×224 pixels and 1000 classes.</summary>
/// <param name="Network">Name in the network catalogue.</param>
/// <param name="Width">Width multiplier.</param>
public sealed record CountedNetwork(string Network, double Width)
{
    /// <summary>Its plan.</summary>
    /// <exception cref="Blocks.InvalidSpecException">There is no such network, or not at this width.</exception>
    public NetworkPlan Plan() =>
        NetworkCatalogue.Find(Network).Plan(Width, PublishedCounts.Resolution, PublishedCounts.Classes);

    /// <summary>Name and width, such as <c>mobilenext 1.0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Network} {Width:0.0##}");
}
