using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Data;
using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Training;

public sealed class EvaluationTests : IDisposable
{
    // More than one batch, the last one smaller.
    private readonly ImageDataset _images = SmallImages.Make(count: 260, channels: 1, height: 12, width: 12, classes: 4);
    private readonly BottleneckNetwork _network = new(TinyRuns.Plan(), new RandomStreams(3));

    [Fact]
    public void Accuracy_and_loss_are_those_counted_image_by_image()
    {
        var normalization = Normalization.Of(_images);
        var evaluation = Evaluation.Of(_network, _images, normalization, cancellation: TestContext.Current.CancellationToken);
        var (correct, loss) = (new List<bool>(), 0.0);
        _network.eval();
        foreach (var batch in new EvaluationLoader(_images, 1, normalization).Batches())
        {
            using var scope = NewDisposeScope();
            using var owned = batch;
            var scores = _network.call(batch.Images).data<float>().Select(s => (double)s).ToArray();
            var label = (int)batch.Labels.item<long>();
            correct.Add(Array.IndexOf(scores, scores.Max()) == label);
            loss += Math.Log(scores.Sum(Math.Exp)) - scores[label];
        }

        Assert.Equal(correct, evaluation.Correct);
        Assert.Equal(correct.Count(c => c) / 260.0, evaluation.Accuracy);
        Assert.Equal(loss / 260, evaluation.Loss, 1e-5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_mode_is_put_back_even_when_stopped(bool training)
    {
        _network.train(training);
        Evaluation.Of(_network, _images, Normalization.Of(_images), cancellation: TestContext.Current.CancellationToken);
        Assert.All(_network.modules(), module => Assert.Equal(training, module.training));
        Assert.Throws<OperationCanceledException>(
            () => Evaluation.Of(_network, _images, Normalization.Of(_images), cancellation: new CancellationToken(true)));
        Assert.All(_network.modules(), module => Assert.Equal(training, module.training));
    }

    public void Dispose()
    {
        _network.Dispose();
        _images.Dispose();
    }
}
