namespace Sandglass.Analysis.Ranks;

/// <summary>The spectrum of one place under one convention.</summary>
/// <param name="Place">Dotted name of the place.</param>
/// <param name="Source">What was measured.</param>
/// <param name="Convention">How it was measured.</param>
/// <param name="Samples">Rows of the matrix: images, or pixels of all images.</param>
/// <param name="Spectrum">Its singular values.</param>
public sealed record PlaceRank(string Place, RankSource Source, RankConvention Convention, long Samples, Spectrum Spectrum)
{
    /// <summary>Singular values above this share of the largest count for the rank ratio. Activations are 32-bit floats,
    /// whose rounding lies below it.</summary>
    public const double Tolerance = 1e-5;

    /// <summary>Channels of the place.</summary>
    public int Channels => Spectrum.Directions;

    /// <inheritdoc cref="Spectrum.EffectiveRank"/>
    public double EffectiveRank => Spectrum.EffectiveRank;

    /// <inheritdoc cref="Spectrum.StableRank"/>
    public double StableRank => Spectrum.StableRank;

    /// <summary>The numerical rank over the channels, at <see cref="Tolerance"/>.</summary>
    public double RankRatio => Spectrum.RankRatio(Tolerance);

    /// <summary>The share of the directions that holds 99 % of the variance.</summary>
    public double Saturation => Spectrum.Saturation();
}

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

/// <summary>How a rank was measured; two ranks are compared under one convention.</summary>
/// <param name="Unfolding">What counts as a sample.</param>
/// <param name="Scaling">What is done to each channel first.</param>
public sealed record RankConvention(Unfolding Unfolding, ChannelScaling Scaling)
{
    /// <summary>All six, which one pass gives together.</summary>
    public static IReadOnlyList<RankConvention> All { get; } =
    [
        .. from unfolding in Enum.GetValues<Unfolding>()
           from scaling in Enum.GetValues<ChannelScaling>()
           select new RankConvention(unfolding, scaling),
    ];

    /// <summary>In words, such as <c>pixels, centered</c>.</summary>
    public override string ToString() => $"{Unfolding}, {Scaling}".ToLowerInvariant();
}

/// <summary>What counts as one sample of an activation [N, C, H, W].</summary>
public enum Unfolding
{
    /// <summary>Every pixel of every image: N·H·W samples of C channels.</summary>
    Pixels,

    /// <summary>Every image, averaged over its pixels: N samples of C channels.</summary>
    Pooled,
}
