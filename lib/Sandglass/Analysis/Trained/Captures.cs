using Sandglass.Data;

namespace Sandglass;

/// <summary>The activations of some images at places of a network, in forward order.</summary>
/// <param name="Images">The images.</param>
/// <param name="Places">The activations at each place.</param>
public sealed record Captures(ImageDataset Images, IReadOnlyList<Captured> Places)
{
    /// <summary>The activations at a place.</summary>
    /// <param name="place">Its dotted name.</param>
    /// <exception cref="WorkbenchException">It was not captured.</exception>
    public Captured this[string place] => Places.FirstOrDefault(captured => captured.Place == place)
        ?? throw new WorkbenchException($"'{place}' was not captured; captured are {string.Join(", ", NearNames.Of(place, [.. Places.Select(captured => captured.Place)]))}");
}
