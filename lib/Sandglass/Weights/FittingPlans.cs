using System.Globalization;
using Sandglass.Networks;

namespace Sandglass.Weights;

/// <summary>Which networks of the catalogue a file's weights fit.</summary>
internal static class FittingPlans
{
    private static readonly double[] PublishedWidths = [0.1, 0.25, 0.35, 0.5, 0.75, 1.0, 1.3, 1.4, 2.0];

    /// <summary>The network that a file's weights are for, with their classes and their identity multiplier.</summary>
    /// <param name="file">The file.</param>
    /// <param name="network">Network that was asked for.</param>
    /// <param name="width">Width multiplier that was asked for.</param>
    /// <param name="identity">α that the weights were trained with, where the file does not say it.</param>
    /// <exception cref="WeightFileException">The weights are for another network or width; widths that fit are named.</exception>
    /// <exception cref="WorkbenchException">There is no such network at that width.</exception>
    public static NetworkPlan PlanFor(this WeightFile file, CatalogueEntry network, double width, double? identity = null)
    {
        var naming = WeightNames.Recognize(file);
        var plan = network.Plan(width, classes: Classes(file) ?? network.Classes)
            .WithIdentityMultiplier(identity ?? IdentityCheck.Recorded(file, naming) ?? 1);
        var faults = NetworkWeights.Faults(file, plan);
        if (faults.Count == 0)
        {
            return plan;
        }

        var fitting = string.Join(" and ", Widths(file, network).Select(w => w.ToString(CultureInfo.InvariantCulture)));
        throw new WeightFileException(
            $"{file.Name} does not fit {plan.Name}: {string.Join("; ", faults)}; "
            + (fitting.Length > 0 ? $"it fits at width {fitting}" : $"it fits {network.Name} at none of the published widths"));
    }

    /// <summary>The published widths at which a network has exactly a file's tensors.</summary>
    /// <param name="file">The file.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="WeightFileException">The file's names are nobody's that is known.</exception>
    public static IReadOnlyList<double> Widths(WeightFile file, CatalogueEntry network)
    {
        var classes = Classes(file) ?? network.Classes;
        double[] widths = network.TakesWidth ? PublishedWidths : [1.0];
        return [.. widths.Where(width => NetworkWeights.Faults(file, network.Plan(width, classes: classes)).Count == 0)];
    }

    // Null: no classifier whose first size could be a number of classes.
    private static int? Classes(WeightFile file) =>
        (file.Tensors.GetValueOrDefault("classifier.weight") ?? file.Tensors.GetValueOrDefault("classifier.1.weight"))?.Shape
            is [var classes and > 0 and <= 1_000_000, _] ? (int)classes : null;
}
