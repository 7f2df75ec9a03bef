namespace Sandglass.Search.Networks;

/// <summary>A map while a network is counted.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Size">Side, pixels.</param>
/// <param name="ReceptiveField">Side of the input square that one element sees, pixels.</param>
/// <param name="Jump">Input pixels between neighbouring elements.</param>
internal sealed record MapState(int Channels, int Size, long ReceptiveField, long Jump)
{
    internal long Elements => (long)Channels * Size * Size;

    internal int[] Shape => [Channels, Size, Size];

    /// <summary>The map after a window.</summary>
    internal MapState After(int channels, int span, int stride) =>
        new(channels, ((Size - 1) / stride) + 1, ReceptiveField + ((span - 1) * Jump), Jump * stride);

    /// <summary>Of two maps added or joined, an element sees what the one that sees more does.</summary>
    internal MapState With(MapState other) => other.ReceptiveField > ReceptiveField ? this with { ReceptiveField = other.ReceptiveField } : this;
}
