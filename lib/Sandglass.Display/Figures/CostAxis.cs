using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>A cost against which accuracy is weighed.</summary>
/// <param name="Id">Its name in files.</param>
/// <param name="Name">Its name in a title.</param>
/// <param name="Symbol">Its unit: <c>M</c> for millions, <c>k</c> for thousands.</param>
/// <param name="Counted">How it is counted, as a sentence.</param>
/// <param name="Of">Takes the cost of a row, in that unit.</param>
internal sealed record CostAxis(string Id, string Name, string Symbol, string Counted, Func<ComparisonRow, double> Of)
{
    /// <summary>Multiply-adds of one image, in millions.</summary>
    public static CostAxis MultiplyAdds { get; } = new(
        "multiply-adds",
        "multiply-adds",
        "M",
        "Multiply-adds of one image, counted over convolutions and linear layers.",
        row => row.MultiplyAdds / 1e6);

    /// <summary>Trainable parameters, in thousands.</summary>
    public static CostAxis Parameters { get; } = new(
        "parameters",
        "parameters",
        "k",
        "Trainable parameters of the whole network; multiply-adds are counted over convolutions and linear layers.",
        row => row.Parameters / 1e3);

    /// <summary>Milliseconds of one image, as they were measured.</summary>
    /// <param name="of">The time of a row.</param>
    public static CostAxis Milliseconds(Func<ComparisonRow, double> of) => new(
        "milliseconds",
        "time of one image",
        "ms",
        "Median of one image on one thread of this machine, networks in turn.",
        of);
}
