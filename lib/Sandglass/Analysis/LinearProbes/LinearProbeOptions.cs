namespace Sandglass.Analysis.LinearProbes;

/// <summary>
/// The conventions of a linear probe, the same at every place: the map is averaged over a grid, each feature is
/// standardised by the training images, a random Gaussian matrix brings all places to one dimension, and a ridge
/// regression on one-hot targets reads the class.
/// </summary>
public sealed record LinearProbeOptions
{
    /// <summary>Patterns of places; null: the output of every layer and block, and every shortcut.</summary>
    public IReadOnlyList<string>? Places { get; init; }

    /// <summary>Cells in each direction that a map is averaged to, so that a place has C · grid² features; 1 pools globally.</summary>
    public int Grid { get; init; } = 2;

    /// <summary>Dimension after the projection; null: the fewest features that any of the places has.</summary>
    public int? Dimension { get; init; }

    /// <summary>λ of the ridge, as a share of the variance of a standardised feature, which is 1.</summary>
    public double Regularization { get; init; } = 0.01;

    /// <summary>How many random projections are drawn; each gives an accuracy.</summary>
    public int Projections { get; init; } = 3;

    /// <summary>Seed of the projections.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Images a batch.</summary>
    public int BatchSize { get; init; } = 250;
}
