using System.Globalization;
using Sandglass.Analysis.Gradients;
using Sandglass.Display.Style;
using Sandglass.Studies.Inside;

namespace Sandglass.Display.Figures;

/// <summary>Builds the map of a quantity of gradient confusion over blocks and epochs.</summary>
internal static class ConfusionMap
{
    /// <summary>The figure.</summary>
    public static Figure Build(IReadOnlyList<Observed<ConfusionRow>> rows, ConfusionQuantity quantity)
    {
        var parts = rows.Where(r => r.Row.Source == ConfusionSource.Network && r.Row.Part != GradientGram.All).ToArray();
        ObservedSeeds.Require(parts);
        // The first row of a map lies lowest, so that depth goes downwards.
        var places = parts.Select(r => r.Row.Part).Distinct().Reverse().ToArray();
        var epochs = parts.Select(r => r.Row.Epoch).Distinct().Order().ToArray();
        var (groups, families) = (parts.Select(r => r.Group).Distinct().ToArray(), parts.Select(r => r.Family).Distinct().Order().ToArray());
        var means = parts.GroupBy(r => (r.Group, r.Family, r.Row.Part, r.Row.Epoch))
            .ToDictionary(cell => cell.Key, cell => Digits.Keep(cell.Average(r => quantity.Of(r.Row))));
        var scale = HeatScale.Of(quantity.Label, means.Values);
        var x = Axis.OfWords("Epoch", [.. epochs.Select(epoch => epoch.ToString(CultureInfo.InvariantCulture))]);
        var y = Axis.OfWords(BlockWords.Label, [.. places.Select(BlockWords.Of)]);
        return new Figure(
            $"confusion-{quantity.Id}-by-block",
            $"Gradient confusion by block: {quantity.Label[..1].ToLowerInvariant()}{quantity.Label[1..]}",
            $"Mean over {Seeds.Count(parts.GroupBy(r => (r.Group, r.Arm)).Select(arm => arm.Select(r => r.Seed).Distinct().Count()))}. Gradients of mini-batches over the parameters of one block; fc is the classifier. Epoch 0: initial weights.",
            [
                .. from g in groups
                   from family in families
                   let values = Values(places, epochs, (part, epoch) => means.GetValueOrDefault((g, family, part, epoch), double.NaN))
                   select new Panel($"{FamilyPalette.For(family).Name}, {g}", x, y, []) { Cells = new HeatCells(values, scale) },
            ])
        {
            Columns = families.Length,
        };
    }

    private static double[,] Values(string[] places, int[] epochs, Func<string, int, double> of)
    {
        var values = new double[places.Length, epochs.Length];
        for (var row = 0; row < places.Length; row++)
        {
            for (var column = 0; column < epochs.Length; column++)
            {
                values[row, column] = of(places[row], epochs[column]);
            }
        }
        return values;
    }
}
