using Sandglass.Networks;
using Sandglass.Training;

namespace Sandglass.Paper;

/// <summary>A set of images on which blocks are compared, and what a network may cost there.</summary>
/// <param name="Suffix">What the names of its studies end in; empty for the first set.</param>
/// <param name="Data">The images.</param>
/// <param name="Resolution">Their side, pixels.</param>
/// <param name="Channels">1 grey, 3 colour.</param>
/// <param name="Classes">Classes.</param>
/// <param name="FullBudget">Multiply-adds of the budget called <c>1x</c>.</param>
internal sealed record ComparedImages(string Suffix, DataSource Data, int Resolution, int Channels, int Classes, long FullBudget)
{
    /// <summary>Fashion-MNIST, the embedded set.</summary>
    public static ComparedImages Garments { get; } = new("", Preset.Standard.Data, 28, 1, 10, 8_000_000);

    /// <summary>Glyphs in fonts that training does not show: a quarter more for 32 pixels in place of 28.</summary>
    public static ComparedImages Glyphs { get; } = new("-glyphs", Preset.Standard.Glyphs, 32, 3, 62, 10_000_000);

    /// <summary>The macro-plan for these images, filled with one family's blocks.</summary>
    /// <param name="family">The family.</param>
    /// <param name="width">Width multiplier.</param>
    public NetworkPlan Fill(BlockFamily family, double width) => MacroPlan.SmallImage.Fill(family, width, Resolution, Channels, Classes);

    /// <summary>The same, met to a share of the full budget.</summary>
    /// <param name="family">The family.</param>
    /// <param name="share">Such as 0.4.</param>
    public BudgetMatch Match(BlockFamily family, double share) => Budget.MatchMultiplyAdds(width => Fill(family, width), MultiplyAdds(share));

    /// <summary>Multiply-adds of a share of the full budget.</summary>
    /// <param name="share">Such as 0.4.</param>
    public long MultiplyAdds(double share) => (long)Math.Round(FullBudget * share);
}
