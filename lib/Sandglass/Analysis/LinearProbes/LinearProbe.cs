using Sandglass.Analysis.Probes;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Analysis.LinearProbes;

/// <summary>
/// What a linear classifier can still read at each place of a network: the accuracy of a linear classifier on its activations (Alain and
/// Bengio 2016), at equal dimension and equal regularisation, so that a wide place has no advantage.
/// </summary>
internal static class LinearProbe
{
    /// <summary>Fits on training images and scores on validation images.</summary>
    /// <param name="network">The network, in evaluation mode for the time; its mode is put back.</param>
    /// <param name="training">Images to fit the classifiers to; some thousand are enough, and all features of them are held in memory.</param>
    /// <param name="validation">Images to score them on.</param>
    /// <param name="normalization">The normalisation that the network was trained with.</param>
    /// <param name="options">The conventions; null for the usual ones.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>One row a place, in the order in which data meets them.</returns>
    /// <exception cref="WorkbenchException">No place matches, or a place has fewer features than the dimension asked for.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static IReadOnlyList<LinearProbeResult> Of(
        BottleneckNetwork network,
        ImageDataset training,
        ImageDataset validation,
        Normalization normalization,
        LinearProbeOptions? options = null,
        CancellationToken cancellation = default)
    {
        var used = options ?? new();
        var places = PlaceCatalogue.Chosen(network.Plan, used.Places);
        var dimension = Dimension(places, used);
        var fitted = Features(training);
        var scored = Features(validation);
        return [.. places.Select(place => Result(place))];

        IReadOnlyDictionary<string, Samples> Features(ImageDataset images) => PlaceFeatures.Of(
            network, places, used.Grid, new EvaluationLoader(images, used.BatchSize, normalization), cancellation);

        LinearProbeResult Result(FeatureMap place)
        {
            var (full, projected) = Accuracies(
                place.Place, (fitted[place.Place], Labels(training)), (scored[place.Place], Labels(validation)), dimension, training.Classes, used);
            return new LinearProbeResult(place.Place, fitted[place.Place].Columns, dimension, training.Count, projected, full);
        }
    }

    private static (double Full, double[] Projected) Accuracies(
        string place, (Samples X, int[] Labels) training, (Samples X, int[] Labels) validation, int dimension, int classes, LinearProbeOptions options)
    {
        var scale = new Standardizer(training.X);
        var (x, y) = (scale.Apply(training.X), scale.Apply(validation.X));
        var streams = new RandomStreams(options.Seed);
        var accuracies = new double[options.Projections];
        for (var i = 0; i < accuracies.Length; i++)
        {
            var stream = streams.Open(FormattableString.Invariant($"projection/{place}/{i + 1}"));
            var projection = new RandomProjection(x.Columns, dimension, stream);
            var projected = projection.Apply(x);
            var rescale = new Standardizer(projected); // the penalty then weighs the same at every place
            accuracies[i] = Accuracy(rescale.Apply(projected), rescale.Apply(projection.Apply(y)));
        }

        return (Accuracy(x, y), accuracies);

        double Accuracy(Samples fitted, Samples scored)
        {
            var predicted = new RidgeClassifier(fitted, training.Labels, classes, options.Regularization).Predict(scored);
            return predicted.Zip(validation.Labels, (p, label) => p == label).Count(right => right) / (double)predicted.Length;
        }
    }

    private static int Dimension(IReadOnlyList<FeatureMap> places, LinearProbeOptions options)
    {
        var poorest = places.MinBy(place => PlaceFeatures.CountOf(place, options.Grid))!;
        var fewest = PlaceFeatures.CountOf(poorest, options.Grid);
        return (options.Dimension ?? fewest) is var dimension && dimension >= 1 && dimension <= fewest
            ? dimension
            : throw new WorkbenchException(
                $"linear probes cannot have {dimension} dimensions: {poorest.Place} has {fewest} features; use 1 to {fewest}, a finer grid or other places");
    }

    private static int[] Labels(ImageDataset images) => [.. images.LabelValues.ToArray().Select(label => (int)label)];
}

/// <summary>
/// The conventions of a linear probe, the same at every place: the map is averaged over a grid, each feature is
/// standardised by the training images, a random Gaussian matrix brings all places to one dimension, and a ridge
/// regression on one-hot targets reads the class.
/// </summary>
internal sealed record LinearProbeOptions
{
    /// <summary>Patterns of places; null: the output of every layer and block, and every shortcut.</summary>
    public IReadOnlyList<string>? Places { get; init; }

    /// <summary>Cells in each direction that a map is averaged to, so that a place has C · grid² features; 1 pools globally.</summary>
    public int Grid { get; init; } = 2;

    /// <summary>Dimension after the projection; null: the fewest features that any of the places has.</summary>
    public int? Dimension { get; init; }

    /// <summary>λ of the ridge, as a share of the variance of a standardised feature, which is 1.</summary>
    public double Regularization { get; init; } = 0.01;

    /// <summary>How many random projections are drawn; each gives an accuracy.</summary>
    public int Projections { get; init; } = 3;

    /// <summary>Seed of the projections.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Images a batch.</summary>
    public int BatchSize { get; init; } = 250;
}

/// <summary>How well a linear classifier reads the class from one place.</summary>
/// <param name="Place">Dotted name of the place.</param>
/// <param name="Features">Features of the place before the projection.</param>
/// <param name="Dimension">Dimension after it, the same at every place.</param>
/// <param name="TrainingImages">Images that the classifier was fitted to.</param>
/// <param name="Accuracies">Share of correct validation images, one value a random projection.</param>
/// <param name="FullAccuracy">Share of correct validation images from all features, without a projection.</param>
internal sealed record LinearProbeResult(
    string Place, int Features, int Dimension, int TrainingImages, IReadOnlyList<double> Accuracies, double FullAccuracy)
{
    /// <summary>Mean over the projections.</summary>
    public double Accuracy => Accuracies.Average();
}

/// <summary>The features that places show for a dataset, averaged over a grid.</summary>
internal static class PlaceFeatures
{
    internal static IReadOnlyDictionary<string, Samples> Of(
        BottleneckNetwork network, IReadOnlyList<FeatureMap> places, int grid, EvaluationLoader images, CancellationToken cancellation)
    {
        var values = places.ToDictionary(place => place.Place, _ => new List<double>());
        using (var probes = ProbeScope.On(network))
        {
            foreach (var place in places)
            {
                probes.Watch(place.Place, (name, activation) => values[name].AddRange(Averaged(activation, CellsOf(place, grid))));
            }

            EvaluationPass.Run(network, images, cancellation);
        }

        return places.ToDictionary(
            place => place.Place, place => new Samples(CountOf(place, grid), [.. values[place.Place]]));
    }

    internal static int CountOf(FeatureMap place, int grid) => place.Channels * CellsOf(place, grid) * CellsOf(place, grid);

    // A map smaller than the grid has no more cells than pixels.
    private static int CellsOf(FeatureMap place, int grid) => place.Size == 0 ? 1 : Math.Min(grid, place.Size);

    private static double[] Averaged(Tensor activation, int cells)
    {
        var pooled = activation.dim() == 4 ? F.adaptive_avg_pool2d(activation, cells) : activation;
        return pooled.to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
    }
}
