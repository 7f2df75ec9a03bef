using System.Globalization;
using Sandglass.Analysis.Gradients;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Studies;
using Sandglass.Studies.Diagnostics;

namespace Sandglass.Display.Figures;

/// <summary>The figures of gradient confusion: how far the gradients of mini-batches agree, or disagree.</summary>
internal static class ConfusionFigures
{
    private const string Nulls =
        "Epoch 0: initial weights, also on random labels. Random vectors: of as many parameters.";

    /// <summary>Densities of the cosines, one panel a group: live with a slider over the epochs, still at the first, the
    /// second and the last.</summary>
    /// <param name="rows">What was observed.</param>
    /// <exception cref="ArgumentException">There is no row with cosines.</exception>
    public static Figure Densities(IReadOnlyList<Observed<ConfusionRow>> rows) => CosineDensities.Build(rows);

    /// <summary>Quantities by epoch, one row of panels each and one panel a group.</summary>
    /// <param name="rows">What was observed.</param>
    /// <param name="quantities">What is shown.</param>
    /// <exception cref="ArgumentException">There is no row or no quantity.</exception>
    public static Figure OverEpochs(IReadOnlyList<Observed<ConfusionRow>> rows, params IReadOnlyList<ConfusionQuantity> quantities) =>
        Curves(rows, quantities, new("over-epochs", "by epoch"), Spread.Band, row => row.Epoch, values =>
            new Axis("Epoch", -0.3, values.Max() + 0.3, WholeNumbers: true));

    /// <summary>Quantities against the loss of the same mini-batches: families are compared at equal loss, since gradients
    /// shrink as it falls.</summary>
    /// <param name="rows">What was observed.</param>
    /// <param name="quantities">What is shown.</param>
    /// <exception cref="ArgumentException">There is no row or no quantity.</exception>
    public static Figure AgainstLoss(IReadOnlyList<Observed<ConfusionRow>> rows, params IReadOnlyList<ConfusionQuantity> quantities) =>
        Curves(rows, quantities, new("against-loss", "at equal loss"), Spread.Bars, row => row.Loss, values =>
            Axis.Around("Loss of the mini-batches (cross-entropy, nats)", values));

    /// <summary>A quantity by part of the network and epoch, one panel a group and family.</summary>
    /// <param name="rows">What was observed.</param>
    /// <param name="quantity">What is shown; the mean over seeds.</param>
    /// <exception cref="ArgumentException">There is no row of a part.</exception>
    public static Figure ByBlock(IReadOnlyList<Observed<ConfusionRow>> rows, ConfusionQuantity quantity)
    {
        var parts = rows.Where(r => r.Row.Source == ConfusionSource.Network && r.Row.Part != GradientGram.All).ToArray();
        Seeds.Require(parts);
        // The first row of a map lies lowest, so that depth goes downwards.
        var places = parts.Select(r => r.Row.Part).Distinct().Reverse().ToArray();
        var epochs = parts.Select(r => r.Row.Epoch).Distinct().Order().ToArray();
        var (groups, families) = (parts.Select(r => r.Group).Distinct().ToArray(), parts.Select(r => r.Family).Distinct().Order().ToArray());
        var means = parts.GroupBy(r => (r.Group, r.Family, r.Row.Part, r.Row.Epoch))
            .ToDictionary(cell => cell.Key, cell => Digits.Keep(cell.Average(r => quantity.Of(r.Row))));
        var scale = HeatScale.Of(quantity.Label, means.Values);
        var x = Axis.OfWords("Epoch", [.. epochs.Select(epoch => epoch.ToString(CultureInfo.InvariantCulture))]);
        var y = Axis.OfWords(Depth.Label, [.. places.Select(Depth.BlockOf)]);
        return new Figure(
            $"confusion-{quantity.Id}-by-block",
            $"{Subject([quantity])} by block: {quantity.Label[(quantity.Label.IndexOf(':', StringComparison.Ordinal) + 2)..]}",
            $"Mean over {Seeds.Of(parts)}. Gradients of mini-batches over the parameters of one block; fc is the classifier. Epoch 0: initial weights.",
            [
                .. from g in groups
                   from family in families
                   let cells = HeatCells.Of(
                       places.Length, epochs.Length, (row, column) => means.GetValueOrDefault((g, family, places[row], epochs[column]), double.NaN), scale)
                   select new Panel($"{FamilyPalette.For(family).Name}, {g}", x, y, []) { Cells = cells },
            ])
        {
            Columns = families.Length,
        };
    }

    private static Figure Curves(
        IReadOnlyList<Observed<ConfusionRow>> rows,
        IReadOnlyList<ConfusionQuantity> quantities,
        (string Id, string Words) against,
        Spread spread,
        Func<ConfusionRow, double> x,
        Func<IEnumerable<double>, Axis> axis)
    {
        var whole = rows.Where(r => r.Row.Part == GradientGram.All).ToArray();
        Seeds.Require(whole);
        Seeds.Require(quantities);
        var network = Of(whole, ConfusionSource.Network);
        var below = axis(network.Select(r => x(r.Row)));
        var panels = quantities.SelectMany(quantity => new ReadingPanels(
            [
                new(Everywhere(Of(whole.Where(_ => quantity.IsAboutAngles), ConfusionSource.RandomVectors), network, quantity, x)) { Common = NullPalette.Of("Random vectors", LineForm.Dotted) },
                new(Beside(Of(whole, ConfusionSource.RandomLabels), network, quantity, x)) { NullName = "random labels" },
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
            $"{Subject(quantities)} {against.Words}",
            FormattableString.Invariant($"{Seeds.Describe(network)} Cosines of the gradients of {batches.Batches} mini-batches of {batches.BatchSize} images, each pair, over all parameters. {Nulls}"),
            panels)
        {
            Columns = panels.Length / quantities.Count,
        };
    }

    // What rises where gradients point the same way is agreement, not confusion.
    private static string Subject(IReadOnlyList<ConfusionQuantity> quantities) => quantities.All(quantity => quantity.IsAgreement) ? "Gradient agreement"
        : quantities.Any(quantity => quantity.IsAgreement) ? "Gradient agreement and confusion"
        : "Gradient confusion";

    private static Observed<ConfusionRow>[] Of(IEnumerable<Observed<ConfusionRow>> rows, ConfusionSource source) =>
        [.. rows.Where(r => r.Row.Source == source)];

    private static Reading Reading(Observed<ConfusionRow> row, double x, double y) =>
        new(row.Group, FamilyPalette.For(row.Family), row.Row.Epoch, x, y);

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

/// <summary>What a figure of gradient confusion shows of each measurement.</summary>
internal sealed record ConfusionQuantity
{
    private ConfusionQuantity(string id, string label, double least, double most, Func<ConfusionRow, double> of) =>
        (Id, Label, Least, Most, Of) = (id, label, least, most, of);

    /// <summary>Least cosine of two gradients.</summary>
    public static ConfusionQuantity Minimum { get; } = new("minimum", "Agreement: minimum cosine", -1, 1, row => row.Minimum);

    /// <summary>The cosine below which 5 % of them lie.</summary>
    public static ConfusionQuantity FifthPercentile { get; } =
        new("fifth-percentile", "Agreement: 5th percentile of cosines", -1, 1, row => row.FifthPercentile);

    /// <summary>Median cosine.</summary>
    public static ConfusionQuantity Median { get; } = new("median", "Agreement: median cosine", -1, 1, row => row.Median);

    /// <summary>Share of cosines below zero, in per cent.</summary>
    public static ConfusionQuantity ShareNegative { get; } =
        new("share-negative", "Confusion: negative cosines (%)", 0, 100, row => 100 * row.ShareNegative);

    /// <summary>The confusion bound of Sankararaman et al., which scales with the gradients' length.</summary>
    public static ConfusionQuantity Eta { get; } =
        new("eta", "Confusion: bound η (gradient²)", 0, double.PositiveInfinity, row => row.Eta);

    internal string Id { get; }

    /// <summary>Whether random vectors are a null: they have no gradient's length.</summary>
    internal bool IsAboutAngles => Id != Eta.Id;

    /// <summary>Whether it rises where gradients agree: it is a cosine.</summary>
    internal bool IsAgreement => Label.Contains("cosine", StringComparison.OrdinalIgnoreCase) && Id != ShareNegative.Id;

    internal string Label { get; }
    internal double Least { get; }
    internal double Most { get; }
    internal Func<ConfusionRow, double> Of { get; }
}
