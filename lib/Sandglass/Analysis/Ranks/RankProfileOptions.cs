namespace Sandglass.Analysis.Ranks;

/// <summary>What a rank profile measures.</summary>
public sealed record RankProfileOptions
{
    /// <summary>Patterns of places; null: the output of every layer and block, and every shortcut.</summary>
    public IReadOnlyList<string>? Places { get; init; }

    /// <summary>How ranks are measured; one pass serves all.</summary>
    public IReadOnlyList<RankConvention> Conventions { get; init; } = RankConvention.All;

    /// <summary>True: beside each rank that of permuted channels. Pixels are permuted within a batch, images within the
    /// whole set. It costs about as much as all the rest.</summary>
    public bool WithPermuted { get; init; }

    /// <summary>True: beside each rank that of Gaussian activations, where there are more samples than channels.</summary>
    public bool WithGaussian { get; init; }

    /// <summary>Images a batch.</summary>
    public int BatchSize { get; init; } = 250;

    /// <summary>Seed of the nulls.</summary>
    public int Seed { get; init; } = 1;
}
