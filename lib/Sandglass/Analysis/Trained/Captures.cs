using Sandglass.Data;

namespace Sandglass;

/// <summary>What some images became at places of a network, in the order in which data meets them.</summary>
/// <param name="Images">The images.</param>
/// <param name="Places">What was seen at each place.</param>
public sealed record Captures(ImageDataset Images, IReadOnlyList<Captured> Places)
{
    /// <summary>What was seen at a place.</summary>
    /// <param name="place">Its dotted name.</param>
    /// <exception cref="WorkbenchException">It was not captured.</exception>
    public Captured this[string place] => Places.FirstOrDefault(captured => captured.Place == place)
        ?? throw new WorkbenchException($"'{place}' was not captured; there are {string.Join(", ", NearNames.Of(place, [.. Places.Select(captured => captured.Place)]))}");
}
