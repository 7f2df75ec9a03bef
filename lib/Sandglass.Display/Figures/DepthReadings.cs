using Sandglass.Studies.Inside;

namespace Sandglass.Display.Figures;

/// <summary>Places a quantity along the depth of the networks.</summary>
/// <param name="Blocks">The parts of the network in the order in which data meets them.</param>
internal sealed record DepthReadings(IReadOnlyList<string> Blocks)
{
    /// <summary>The axis below.</summary>
    public Axis Axis => Axis.OfWords(BlockWords.Label, Blocks, margin: 0.4);

    /// <summary>Of the places of rows.</summary>
    public static DepthReadings Of(IEnumerable<string> places) => new([.. places.Select(BlockWords.Of).Distinct()]);

    /// <summary>The values of rows; those of several places of one block and run are averaged.</summary>
    public IReadOnlyList<Reading> Read<T>(IEnumerable<Observed<T>> rows, Func<T, string> place, Func<T, double> value) =>
    [
        .. from row in rows
           group value(row.Row) by (row.Group, row.Family, row.Seed, Block: Array.IndexOf([.. Blocks], BlockWords.Of(place(row.Row)))) into values
           where values.Key.Block >= 0
           select new Reading(values.Key.Group, values.Key.Family, values.Key.Seed, values.Key.Block, values.Key.Block, values.Average()),
    ];
}
