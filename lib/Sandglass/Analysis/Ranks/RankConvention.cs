namespace Sandglass.Analysis.Ranks;

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
