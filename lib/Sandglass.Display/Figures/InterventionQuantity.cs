using Sandglass.Studies.Inside;

namespace Sandglass.Display.Figures;

/// <summary>A metric that is held against accuracy.</summary>
public sealed record InterventionQuantity
{
    private InterventionQuantity(string id, string name, string label, Func<InterventionRow, double> of) =>
        (Id, Name, Label, Of) = (id, name, label, of);

    /// <summary>Effective rank at the last block's output over its channels.</summary>
    public static InterventionQuantity EffectiveRank { get; } = new(
        "effective-rank", "effective rank", "Effective rank over channels at the last block (share)", row => row.EffectiveRank);

    /// <summary>Median cosine of mini-batch gradients.</summary>
    public static InterventionQuantity MedianCosine { get; } = new(
        "median-cosine", "median cosine", "Median cosine of mini-batch gradients", row => row.MedianCosine);

    /// <summary>Takes the metric of a row.</summary>
    public Func<InterventionRow, double> Of { get; }

    internal string Id { get; }

    internal string Name { get; }

    internal string Label { get; }
}
