using Sandglass.Analysis.LinearProbes;
using Sandglass.Runtime;

namespace Sandglass.Tests.Analysis.LinearProbes;

public class RidgeClassifierTests
{
    [Fact]
    public void Separable_classes_are_separated_and_noise_is_not()
    {
        var (training, labels) = Clouds(300, distance: 6, seed: 1);
        var (validation, truth) = Clouds(200, distance: 6, seed: 2);
        Assert.Equal(truth, new RidgeClassifier(training, labels, 3, 0.01).Predict(validation));

        var (noise, noLabels) = Clouds(3000, distance: 0, seed: 3);
        var (fresh, freshTruth) = Clouds(3000, distance: 0, seed: 4);
        var predicted = new RidgeClassifier(noise, noLabels, 3, 0.01).Predict(fresh);
        Assert.Equal(1 / 3.0, Share(predicted, freshTruth), 0.04);
    }

    // One standardised feature z = ±1 whose sign is the class with n₁ of 4 images: W = Σ z(y − ȳ) / (Σz² + λn).
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(1e9)]
    public void The_penalty_shrinks_the_weights_and_leaves_the_offset(double regularization)
    {
        var z = new Samples(1, [-1, -1, -1, 1]);
        var classifier = new RidgeClassifier(z, [0, 0, 0, 1], 2, regularization);
        // Scores of class 1: ¼ + w z with w = (¾ + 3·¼) / (4 + 4λ); it wins where that is above ½, from z = (1 + λ) · ⅔ on.
        var threshold = (1 + regularization) * 2 / 3;
        Assert.Equal([0, 1], classifier.Predict(new Samples(1, [threshold * 0.999, threshold * 1.001])));
    }

    [Fact]
    public void Features_are_scaled_by_the_training_images_and_constants_left_out()
    {
        var scale = new Standardizer(new Samples(2, [1, 7, 3, 7]));
        Assert.Equal([-1, 0, 1, 0, 3, 0], scale.Apply(new Samples(2, [1, 7, 3, 7, 5, 9])).Values);
    }

    [Fact]
    public void A_projection_keeps_lengths_on_average()
    {
        var (samples, _) = Clouds(200, distance: 1, seed: 5);
        var lengths = Enumerable.Range(1, 50).Select(seed =>
            new RandomProjection(samples.Columns, 2, new RandomStreams(seed).Open("a")).Apply(samples).Values.Sum(v => v * v));
        Assert.Equal(1, lengths.Average() / samples.Values.Sum(v => v * v), 0.2);
    }

    private static double Share(int[] predicted, int[] truth) => predicted.Zip(truth, (p, t) => p == t).Count(right => right) / (double)truth.Length;

    // Class c lies at a distance along axis c of four.
    private static (Samples X, int[] Labels) Clouds(int count, double distance, int seed)
    {
        var stream = new RandomStreams(seed).Open("clouds");
        var labels = Enumerable.Range(0, count).Select(i => i % 3).ToArray();
        var values = new double[count * 4];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (0.7 * stream.NextGaussian()) + (i % 4 == labels[i / 4] ? distance : 0) - (distance / 3);
        }

        return (new Samples(4, values), labels);
    }
}
