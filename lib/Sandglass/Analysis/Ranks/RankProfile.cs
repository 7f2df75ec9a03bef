using Sandglass.Analysis.Probes;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;

namespace Sandglass.Analysis.Ranks;

/// <summary>
/// How many directions the activations of a network use along its depth, in evaluation mode, from one pass over a
/// dataset.
/// </summary>
/// <param name="Network">Name of the plan.</param>
/// <param name="Images">Images of the pass.</param>
/// <param name="Ranks">One row a place, source and convention; places in forward order.</param>
/// <param name="Rectifiers">One row a place that a ReLU or ReLU6 writes.</param>
public sealed record RankProfile(
    string Network, int Images, IReadOnlyList<PlaceRank> Ranks, IReadOnlyList<RectifierShares> Rectifiers)
{
    /// <summary>Measures a network.</summary>
    /// <param name="network">The network; its mode is put back afterwards.</param>
    /// <param name="dataset">The images.</param>
    /// <param name="normalization">The normalisation that it was trained with.</param>
    /// <param name="options">What to measure; null for all places and conventions, without nulls.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="WorkbenchException">No place matches, or an activation is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    internal static RankProfile Of(
        BottleneckNetwork network,
        ImageDataset dataset,
        Normalization normalization,
        RankProfileOptions? options = null,
        CancellationToken cancellation = default) =>
        Of(network, RankSource.Network, dataset, normalization, options ?? new(), cancellation);

    /// <summary>The null of initial weights: a new network of the plan, its BatchNorm statistics taken from the same
    /// images so that they do what they do in training.</summary>
    /// <param name="plan">The plan of the network that it stands beside.</param>
    /// <param name="streams">Where the initial weights come from.</param>
    /// <param name="dataset">The images.</param>
    /// <param name="normalization">The normalisation of the images.</param>
    /// <param name="options">What to measure; null for all places and conventions, without other nulls.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="WorkbenchException">No place matches.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    internal static RankProfile Untrained(
        NetworkPlan plan,
        RandomStreams streams,
        ImageDataset dataset,
        Normalization normalization,
        RankProfileOptions? options = null,
        CancellationToken cancellation = default)
    {
        using var network = new BottleneckNetwork(plan, streams);
        var used = options ?? new();
        NormStatistics.Estimate(network, new EvaluationLoader(dataset, used.BatchSize, normalization), cancellation);
        return Of(network, RankSource.Untrained, dataset, normalization, used, cancellation);
    }

    private static RankProfile Of(
        BottleneckNetwork network,
        RankSource source,
        ImageDataset dataset,
        Normalization normalization,
        RankProfileOptions options,
        CancellationToken cancellation)
    {
        var meters = Meters(network.Plan, options);
        using (var probes = ProbeScope.On(network))
        {
            foreach (var (place, meter) in meters)
            {
                probes.Watch(place, (_, activation) => meter.Add(activation));
            }

            EvaluationPass.Run(network, new EvaluationLoader(dataset, options.BatchSize, normalization), cancellation);
        }

        var all = meters.Select(m => m.Meter).ToArray();
        return new RankProfile(
            network.Plan.Name,
            dataset.Count,
            [
                .. all.SelectMany(meter => meter.Ranks(source)),
                .. all.SelectMany(meter => meter.Nulls()),
            ],
            [.. all.Select(meter => meter.Shares).OfType<RectifierShares>()]);
    }

    private static (string Place, PlaceMeter Meter)[] Meters(NetworkPlan plan, RankProfileOptions options)
    {
        var activations = plan.Layers().OfType<NetworkLayer.Activate>().ToDictionary(layer => layer.Output.Place, layer => layer.Function);
        RectifierCounts? Counts(FeatureMap map) =>
            map.Place.EndsWith(".out", StringComparison.Ordinal) && activations.GetValueOrDefault(map.Place) is { } function
                && (function == Activation.ReLU || function == Activation.ReLU6)
                ? new RectifierCounts(map.Channels, function == Activation.ReLU6)
                : null;
        return
        [
            .. PlaceCatalogue.Chosen(plan, options.Places)
                .Select(map => (map.Place, new PlaceMeter(map.Place, map.Channels, Counts(map), options))),
        ];
    }
}

/// <summary>What a rank profile measures.</summary>
internal sealed record RankProfileOptions
{
    /// <summary>Patterns of places; null: the output of every layer and block, and every shortcut.</summary>
    public IReadOnlyList<string>? Places { get; init; }

    /// <summary>How ranks are measured; one pass serves all.</summary>
    public IReadOnlyList<RankConvention> Conventions { get; init; } = RankConvention.All;

    /// <summary>True: beside each rank that of permuted channels. Pixels are permuted within a batch, images within the
    /// whole set. It costs about as much as all the rest.</summary>
    public bool WithPermuted { get; init; }

    /// <summary>True: beside each rank that of Gaussian activations, where there are more samples than channels.</summary>
    public bool WithGaussian { get; init; }

    /// <summary>Images a batch.</summary>
    public int BatchSize { get; init; } = 250;

    /// <summary>Seed of the nulls.</summary>
    public int Seed { get; init; } = 1;
}
