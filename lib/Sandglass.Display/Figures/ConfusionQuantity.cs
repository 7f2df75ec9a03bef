using Sandglass.Studies.Inside;

namespace Sandglass.Display.Figures;

/// <summary>What a figure of gradient confusion shows of each measurement.</summary>
public sealed record ConfusionQuantity
{
    private ConfusionQuantity(string id, string label, double least, double most, Func<ConfusionRow, double> of) =>
        (Id, Label, Least, Most, Of) = (id, label, least, most, of);

    /// <summary>Least cosine of two gradients.</summary>
    public static ConfusionQuantity Minimum { get; } = new("minimum", "Minimum cosine", -1, 1, row => row.Minimum);

    /// <summary>The cosine below which 5 % of them lie.</summary>
    public static ConfusionQuantity FifthPercentile { get; } =
        new("fifth-percentile", "5th percentile of the cosines", -1, 1, row => row.FifthPercentile);

    /// <summary>Median cosine.</summary>
    public static ConfusionQuantity Median { get; } = new("median", "Median cosine", -1, 1, row => row.Median);

    /// <summary>Share of cosines below zero, in per cent.</summary>
    public static ConfusionQuantity ShareNegative { get; } =
        new("share-negative", "Negative cosines (%)", 0, 100, row => 100 * row.ShareNegative);

    /// <summary>The confusion bound of Sankararaman et al., which scales with the gradients' length.</summary>
    public static ConfusionQuantity Eta { get; } =
        new("eta", "Bound η (gradient²)", 0, double.PositiveInfinity, row => row.Eta);

    internal string Id { get; }

    /// <summary>Whether random vectors are a null: they have no gradient's length.</summary>
    internal bool IsAboutAngles => Id != Eta.Id;

    internal string Label { get; }

    internal double Least { get; }

    internal double Most { get; }

    internal Func<ConfusionRow, double> Of { get; }
}
