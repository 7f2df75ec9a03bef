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
