using Sandglass.Detection.Boxes;
using Sandglass.Detection.Networks;
using Sandglass.Detection.Training;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Detection.Tests.Training;

public class MultiBoxLossTests
{
    private const int Images = 3;
    private const int Priors = 40;
    private const int Outputs = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_is_the_sum_written_by_hand_in_double_precision(int seed)
    {
        using var scope = NewDisposeScope();
        var (scores, offsets, targets) = Draw(seed);
        var loss = MultiBoxLoss.Of(new DetectorOutput(tensor(scores, [Images, Priors, Outputs]), tensor(offsets, [Images, Priors, 4])), targets);
        var (classification, localization) = ByHand(scores, offsets, targets);
        Assert.Equal(classification, loss.Classification.ReadSingle(), 1e-5 * classification);
        Assert.Equal(localization, loss.Localization.ReadSingle(), 1e-5 * localization);
        Assert.Equal(classification + localization, loss.Total().ReadSingle(), 1e-5 * (classification + localization));
    }

    [Fact]
    public void Its_gradient_is_the_slope_of_the_sum_written_by_hand()
    {
        using var scope = NewDisposeScope();
        var (scores, offsets, targets) = Draw(4);
        var (s, o) = (tensor(scores, [Images, Priors, Outputs]).requires_grad_(), tensor(offsets, [Images, Priors, 4]).requires_grad_());
        MultiBoxLoss.Of(new DetectorOutput(s, o), targets).Total().backward();
        Compare(scores, s.grad!, () => Sum(ByHand(scores, offsets, targets)));
        Compare(offsets, o.grad!, () => Sum(ByHand(scores, offsets, targets)));
    }

    [Fact]
    public void A_batch_without_objects_has_loss_nothing_and_no_gradient()
    {
        using var scope = NewDisposeScope();
        var (scores, offsets, targets) = Draw(5);
        var s = tensor(scores, [Images, Priors, Outputs]).requires_grad_();
        var loss = MultiBoxLoss.Of(
            new DetectorOutput(s, tensor(offsets, [Images, Priors, 4])), targets with { Labels = new long[Images * Priors] }).Total();
        loss.backward();
        Assert.Equal(0, loss.ReadSingle());
        Assert.Equal(0, s.grad!.abs().max().ReadSingle());
    }

    private static (float[] Scores, float[] Offsets, MultiBoxTargets Targets) Draw(int seed)
    {
        var random = new Random(seed);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((6 * random.NextDouble()) - 3))];
        // The last image has no object: it must count nothing.
        long[] labels = [.. Enumerable.Range(0, Images * Priors).Select(i => i < 2 * Priors && random.Next(7) == 0 ? random.Next(1, Outputs) : 0L)];
        var wanted = Numbers(4 * labels.Length);
        return (Numbers(Outputs * labels.Length), Numbers(4 * labels.Length), new MultiBoxTargets(Images, Priors, labels, wanted));
    }

    private static (double Classification, double Localization) ByHand(float[] scores, float[] offsets, MultiBoxTargets targets)
    {
        var (classification, localization, positives) = (0.0, 0.0, targets.Labels.Count(label => label > 0));
        for (var n = 0; n < targets.Images; n++)
        {
            var all = Enumerable.Range(n * targets.Priors, targets.Priors).ToArray();
            var objects = all.Where(i => targets.Labels[i] > 0).ToArray();
            var hard = all.Except(objects).OrderByDescending(i => CrossEntropy(scores, i, 0)).Take(3 * objects.Length);
            classification += objects.Sum(i => CrossEntropy(scores, i, targets.Labels[i])) + hard.Sum(i => CrossEntropy(scores, i, 0));
            localization += objects.Sum(i => Enumerable.Range(4 * i, 4).Sum(j => SmoothL1(offsets[j] - (double)targets.Offsets[j])));
        }

        return (classification / positives, localization / positives);
    }

    private static double CrossEntropy(float[] scores, int prior, long label)
    {
        var row = scores.AsSpan(prior * Outputs, Outputs).ToArray();
        return Math.Log(row.Sum(score => Math.Exp(score))) - row[label];
    }

    private static double SmoothL1(double x) => Math.Abs(x) < 1 ? 0.5 * x * x : Math.Abs(x) - 0.5;

    private static double Sum((double A, double B) parts) => parts.A + parts.B;

    // Central differences; the choice of negatives does not change over so small a step.
    private static void Compare(float[] numbers, Tensor gradient, Func<double> loss)
    {
        var slopes = gradient.reshape(-1).data<float>().ToArray();
        for (var i = 0; i < numbers.Length; i += 7)
        {
            var kept = numbers[i];
            var (above, below) = (kept + 1e-3f, kept - 1e-3f);
            numbers[i] = above;
            var high = loss();
            numbers[i] = below;
            var slope = (high - loss()) / ((double)above - below);
            numbers[i] = kept;
            Assert.Equal(slope, slopes[i], 1e-3);
        }
    }
}
