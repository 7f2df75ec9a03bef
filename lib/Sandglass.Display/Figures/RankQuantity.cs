using Sandglass.Studies.Inside;

namespace Sandglass.Display.Figures;

/// <summary>What a figure of feature ranks shows of each place.</summary>
public sealed record RankQuantity
{
    private RankQuantity(string id, string title, string label, Func<RankRow, double> of) =>
        (Id, Title, Label, Of) = (id, title, label, of);

    /// <summary>Effective rank over the channels, in [0, 1].</summary>
    public static RankQuantity EffectiveRank { get; } =
        new("effective-rank", "Effective rank along depth", "Effective rank over channels (share)", row => row.EffectiveRank / row.Channels);

    /// <summary>Effective rank itself, in directions: a narrow output has a high share of few.</summary>
    public static RankQuantity Directions { get; } =
        new("directions", "Effective rank along depth, in directions", "Effective rank (directions)", row => row.EffectiveRank);

    /// <summary>Stable rank over the channels, in [0, 1].</summary>
    public static RankQuantity StableRank { get; } =
        new("stable-rank", "Stable rank along depth", "Stable rank over channels (share)", row => row.StableRank / row.Channels);

    /// <summary>Numerical rank over the channels (ReXNet), in [0, 1].</summary>
    public static RankQuantity RankRatio { get; } =
        new("rank-ratio", "Rank ratio along depth", "Numerical rank over channels (share)", row => row.RankRatio);

    /// <summary>Share of the directions that hold 99 % of the variance, in [0, 1].</summary>
    public static RankQuantity Saturation { get; } =
        new("saturation", "Saturation along depth", "Directions for 99 % of the variance (share)", row => row.Saturation);

    internal string Id { get; }

    internal double Most => Id == Directions.Id ? double.PositiveInfinity : 1;

    internal string Title { get; }

    internal string Label { get; }

    internal Func<RankRow, double> Of { get; }
}
