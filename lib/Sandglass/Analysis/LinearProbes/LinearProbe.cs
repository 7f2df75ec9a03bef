using Sandglass.Analysis.Probes;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;

namespace Sandglass.Analysis.LinearProbes;

/// <summary>
/// What is still there at each place of a network: the accuracy of a linear classifier on its activations (Alain and
/// Bengio 2016), at equal dimension and equal regularisation, so that a wide place has no advantage.
/// </summary>
public static class LinearProbe
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

        LinearProbeResult Result(FeatureMap place) => new(
            place.Place,
            fitted[place.Place].Columns,
            dimension,
            training.Count,
            Accuracies(place.Place, (fitted[place.Place], Labels(training)), (scored[place.Place], Labels(validation)), dimension, training.Classes, used));
    }

    internal static double[] Accuracies(
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
            var classifier = new RidgeClassifier(rescale.Apply(projected), training.Labels, classes, options.Regularization);
            var predicted = classifier.Predict(rescale.Apply(projection.Apply(y)));
            accuracies[i] = predicted.Zip(validation.Labels, (p, label) => p == label).Count(right => right) / (double)predicted.Length;
        }

        return accuracies;
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
