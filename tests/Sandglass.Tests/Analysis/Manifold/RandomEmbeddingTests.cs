using Sandglass.Analysis.Manifold;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Tests.Analysis.Manifold;

public class RandomEmbeddingTests
{
    private static readonly int[] Seeds = [.. Enumerable.Range(1, 40)];

    [Fact]
    public void A_linear_embedding_loses_nothing() => Assert.All(
        RandomEmbedding.PaperDimensions,
        n => Assert.All(RandomEmbedding.Errors(n, Seeds, Activation.None), error => Assert.Equal(0, error, 1e-6)));

    [Fact]
    public void Rectified_it_loses_less_the_wider_it_is()
    {
        var errors = RandomEmbedding.PaperDimensions.Select(n => RandomEmbedding.Errors(n, Seeds).Average()).ToArray();
        Assert.Equal(errors.OrderDescending(), errors);
        Assert.InRange(errors[0], 0.6, 1);
        Assert.InRange(errors[^1], 0, 0.4);
        Assert.InRange(RandomEmbedding.Errors(1000, Seeds.Take(5)).Average(), 0, 0.1);
    }

    [Fact]
    public void It_comes_back_through_the_pseudo_inverse()
    {
        using var scope = NewDisposeScope();
        var embedding = RandomEmbedding.Draw(3, new RandomStreams(4));
        var stream = new RandomStreams(4).Open("embedding/3");
        var t = tensor(Enumerable.Range(0, 6).Select(_ => stream.NextGaussian()).ToArray(), [3, 2]);
        var x = tensor(embedding.Curve.SelectMany(p => new[] { p.X, p.Y }).ToArray(), [embedding.Curve.Count, 2]);
        var back = linalg.pinv(t).mm(nn.functional.relu(t.mm(x.t()))).t().contiguous().data<double>().ToArray();
        Assert.All(
            embedding.Reconstruction.SelectMany(p => new[] { p.X, p.Y }).Zip(back),
            pair => Assert.Equal(pair.Second, pair.First, 1e-9));
    }

    [Fact]
    public void The_scale_is_the_one_that_fits_best()
    {
        var embedding = RandomEmbedding.Draw(15, new RandomStreams(1));
        double Missed(double s) => embedding.Curve.Zip(embedding.Reconstruction, (x, y) =>
            Math.Pow(x.X - (s * y.X), 2) + Math.Pow(x.Y - (s * y.Y), 2)).Sum();
        var norm = embedding.Curve.Sum(p => (p.X * p.X) + (p.Y * p.Y));
        Assert.Equal(Math.Sqrt(Missed(embedding.Scale) / norm), embedding.Error, 1e-12);
        Assert.True(Missed(embedding.Scale) < Math.Min(Missed(embedding.Scale * 1.01), Missed(embedding.Scale * 0.99)));
        Assert.Equal(2, RandomEmbedding.Draw(2000, new RandomStreams(1)).Scale, 0.1);
    }

    [Fact]
    public void Some_points_are_lost_in_two_dimensions_and_none_in_thirty()
    {
        Assert.InRange(Seeds.Average(seed => RandomEmbedding.Draw(2, new RandomStreams(seed)).LostPoints), 0.1, 0.4);
        Assert.Equal(0, RandomEmbedding.Draw(30, new RandomStreams(1)).LostPoints);
    }

    [Fact]
    public void Six_clips_a_large_spiral_alone()
    {
        double Error(Activation activation, double radius) => RandomEmbedding.Errors(15, Seeds, activation, radius).Average();
        Assert.Equal(Error(Activation.ReLU, 1), Error(Activation.ReLU6, 1), 1e-12);
        Assert.True(Error(Activation.ReLU6, 30) > Error(Activation.ReLU, 30) + 0.05);
    }

    [Fact]
    public void A_line_cannot_hold_a_plane() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomEmbedding.Draw(1, new RandomStreams(1)));
}
