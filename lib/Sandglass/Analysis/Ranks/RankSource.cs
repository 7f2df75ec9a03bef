namespace Sandglass.Analysis.Ranks;

/// <summary>What a rank was measured on: the network itself, or one of the nulls shown beside it.</summary>
public enum RankSource
{
    /// <summary>The network's activations.</summary>
    Network,

    /// <summary>The activations of a network of the same plan with initial weights.</summary>
    Untrained,

    /// <summary>The network's activations, each channel's values put into an order of its own over the samples: what the
    /// channels' own distributions give without anything that they share.</summary>
    Permuted,

    /// <summary>Independent standard normal numbers of the same shape.</summary>
    Gaussian,
}
