using Sandglass.Analysis.Gradients;
using Sandglass.Display.Style;
using Sandglass.Studies.Inside;

namespace Sandglass.Display.Figures;

/// <summary>Builds the figures of gradient confusion over training.</summary>
internal static class ConfusionCurves
{
    private const string Nulls =
        "Thin, pale: the same network on random labels. Grey: random vectors of as many parameters. Epoch 0: initial weights.";

    /// <summary>By epoch.</summary>
    public static Figure OverEpochs(IReadOnlyList<Observed<ConfusionRow>> rows, IReadOnlyList<ConfusionQuantity> quantities) =>
        Build(rows, quantities, new("over-epochs", "by epoch"), Spread.Band, row => row.Epoch, values =>
            new Axis("Epoch", -0.3, values.Max() + 0.3, WholeNumbers: true));

    /// <summary>Against the loss of the mini-batches.</summary>
    public static Figure AgainstLoss(IReadOnlyList<Observed<ConfusionRow>> rows, IReadOnlyList<ConfusionQuantity> quantities) =>
        Build(rows, quantities, new("against-loss", "at equal loss"), Spread.Bars, row => row.Loss, values =>
            Axis.Around("Loss of the mini-batches (cross-entropy, nats)", values));

    private static Figure Build(
        IReadOnlyList<Observed<ConfusionRow>> rows,
        IReadOnlyList<ConfusionQuantity> quantities,
        (string Id, string Words) against,
        Spread spread,
        Func<ConfusionRow, double> x,
        Func<IEnumerable<double>, Axis> axis)
    {
        var whole = rows.Where(r => r.Row.Part == GradientGram.All).ToArray();
        ObservedSeeds.Require(whole);
        ObservedSeeds.Require(quantities);
        var network = Of(whole, ConfusionSource.Network);
        var below = axis(network.Select(r => x(r.Row)));
        var panels = quantities.SelectMany(quantity => new ReadingPanels(
            [
                new(Everywhere(Of(whole.Where(_ => quantity.IsAboutAngles), ConfusionSource.RandomVectors), network, quantity, x)) { Common = NullPalette.Of("Random vectors", LineForm.Dotted) },
                new(Beside(Of(whole, ConfusionSource.RandomLabels), network, quantity, x)) { IsPale = true },
                new([.. network.Select(r => Reading(r, x(r.Row), quantity.Of(r.Row)))]),
            ],
            below,
            quantity.Label)
        {
            Least = quantity.Least,
            Most = quantity.Most,
            Spread = spread,
            Where = epoch => FormattableString.Invariant($"epoch {epoch}"),
        }.Build()).ToArray();
        var batches = network[0].Row;
        return new Figure(
            $"confusion-{string.Join('-', quantities.Select(q => q.Id))}-{against.Id}",
            $"Gradient confusion {against.Words}",
            FormattableString.Invariant($"{ObservedSeeds.Describe(network)} Cosines of the gradients of {batches.Batches} mini-batches of {batches.BatchSize} images, each pair, over all parameters. {Nulls}"),
            panels)
        {
            Columns = panels.Length / quantities.Count,
        };
    }

    private static Observed<ConfusionRow>[] Of(IEnumerable<Observed<ConfusionRow>> rows, ConfusionSource source) =>
        [.. rows.Where(r => r.Row.Source == source)];

    private static Reading Reading(Observed<ConfusionRow> row, double x, double y) =>
        new(row.Group, row.Family, row.Seed, row.Row.Epoch, x, y);

    // A null stands where the network stands that it is the null of; its own loss is another.
    private static IReadOnlyList<Reading> Beside(
        IEnumerable<Observed<ConfusionRow>> nulls, IReadOnlyList<Observed<ConfusionRow>> network, ConfusionQuantity quantity, Func<ConfusionRow, double> x) =>
    [
        .. from row in nulls
           join of in network on (row.Group, row.Arm, row.Seed, row.Row.Epoch) equals (of.Group, of.Arm, of.Seed, of.Row.Epoch)
           select Reading(row, x(of.Row), quantity.Of(row.Row)),
    ];

    // Random vectors know no epoch.
    private static IReadOnlyList<Reading> Everywhere(
        IEnumerable<Observed<ConfusionRow>> nulls, IReadOnlyList<Observed<ConfusionRow>> network, ConfusionQuantity quantity, Func<ConfusionRow, double> x)
    {
        var ends = network.GroupBy(r => r.Group).ToDictionary(g => g.Key, g => new[] { g.Min(r => x(r.Row)), g.Max(r => x(r.Row)) });
        return
        [
            .. from row in nulls.Where(r => ends.ContainsKey(r.Group))
               from end in ends[row.Group].Index()
               select Reading(row, end.Item, quantity.Of(row.Row)) with { Key = end.Index },
        ];
    }
}
