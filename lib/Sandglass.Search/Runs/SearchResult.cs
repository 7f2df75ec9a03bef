using System.Text.Json.Serialization;

namespace Sandglass.Search.Runs;

/// <summary>What every finished run of a search has: where it lies, and how long it took, which no equal run repeats.</summary>
public abstract record SearchResult
{
    /// <summary>Folder of its files.</summary>
    [JsonIgnore]
    public string Directory { get; init; } = "";

    /// <summary>Seconds of each epoch, or candidate, with drawing its batches and with the checkpoints within it.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> EpochSeconds { get; init; } = [];

    /// <summary>Seconds of all.</summary>
    [JsonIgnore]
    public double Seconds => EpochSeconds.Sum();
}
