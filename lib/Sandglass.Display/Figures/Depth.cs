using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>Places a quantity along the depth of the networks.</summary>
/// <param name="Blocks">The parts of the network in the order in which data meets them.</param>
internal sealed record Depth(IReadOnlyList<string> Blocks)
{
    public const string Label = "Block (stage.block)";
    public Axis Axis => Axis.OfWords(Label, Blocks, margin: 0.4);

    /// <summary>Of the places of rows.</summary>
    public static Depth Of(IEnumerable<string> places) => new([.. places.Select(BlockOf).Distinct()]);

    /// <summary>Such as <c>2.1</c> for <c>stage2.block1.out</c>, <c>stem</c> for <c>stem.out</c>.</summary>
    public static string BlockOf(string place) => place.Split('.') is [var stage, var block, ..]
        && stage.StartsWith("stage", StringComparison.Ordinal) && block.StartsWith("block", StringComparison.Ordinal)
        ? $"{stage[5..]}.{block[5..]}"
        : place.Split('.')[0] is "classifier" ? "fc" : place.Split('.')[0];

    /// <summary>The values of rows; those of several places of one block and run are averaged.</summary>
    public IReadOnlyList<Reading> Read<T>(IEnumerable<Observed<T>> rows, Func<T, string> place, Func<T, double> value) =>
    [
        .. from row in rows
           group value(row.Row) by (row.Group, row.Family, row.Seed, Block: Array.IndexOf([.. Blocks], BlockOf(place(row.Row)))) into values
           where values.Key.Block >= 0
           orderby values.Key.Family
           select new Reading(values.Key.Group, FamilyPalette.For(values.Key.Family), values.Key.Block, values.Key.Block, values.Average()),
    ];

    /// <summary>Panels of layers along depth, one a group.</summary>
    public IReadOnlyList<Panel> Panels(string label, double most, params IReadOnlyList<ReadingLayer> layers) =>
        new ReadingPanels(layers, Axis, label) { Least = 0, Most = most, Where = block => Blocks[block] }.Build();
}
