using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Tests.Training;

/// <summary>The trainer beside updates written out by hand, on a twin of its network.</summary>
public sealed class SgdStepTests
{
    private static readonly Recipe Recipe = new()
    {
        Epochs = 1,
        BatchSize = 32,
        LearningRate = 0.1,
        Warmup = null,
        WeightDecay = 0.1,
        LabelSmoothing = 0.2,
    };

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.0)]
    public void Two_steps_are_Nesterovs_with_decay_on_weights_alone(double momentum)
    {
        using var data = TinyRuns.Data();
        var spec = TinyRuns.Spec(data, Recipe with { Optimizer = TinyRuns.Momentum(momentum) });
        using var trainer = TinyRuns.Trainer(spec, data, out var classifier);
        var steps = new Reported<TrainingProgress>();
        trainer.TrainEpoch(steps, TestContext.Current.CancellationToken);

        var streams = new RandomStreams(spec.Seed);
        using var twin = new BottleneckNetwork(TinyRuns.Plan(), streams, spec.Recipe.Initialization);
        var losses = TrainByHand(twin, spec.Recipe, new DataLoader(
            data.Training, spec.Recipe.BatchSize, classifier.Normalization, spec.Recipe.Augmentation, streams));

        Assert.Equal(2, steps.Count);
        Assert.All(losses.Zip(steps), pair => Assert.Equal(pair.First, pair.Second.Loss, 1e-5));
        var expected = Values(twin);
        Assert.All(Values(classifier.Network), p => AssertNear(p.Key, expected[p.Key], p.Value));
    }

    private static List<double> TrainByHand(BottleneckNetwork network, Recipe recipe, DataLoader loader)
    {
        var losses = new List<double>();
        var speeds = new Dictionary<string, float[]>();
        network.train();
        foreach (var batch in loader.Epoch(1))
        {
            using var scope = NewDisposeScope();
            using var owned = batch;
            network.zero_grad();
            var loss = SmoothedLoss(network.call(batch.Images), batch.Labels, recipe.LabelSmoothing);
            loss.backward();
            var rate = (float)recipe.LearningRateAt(losses.Count, loader.BatchesPerEpoch);
            losses.Add(loss.ToSingle());
            using var still = no_grad();
            foreach (var (name, parameter) in network.named_parameters())
            {
                var decay = parameter.dim() > 1 ? (float)recipe.WeightDecay : 0;
                var values = Plain(parameter);
                var gradient = Plain(parameter.grad!).Zip(values, (g, w) => g + (decay * w)).ToArray();
                var m = (float)((Sgd)recipe.Optimizer).Momentum;
                speeds[name] = speeds.TryGetValue(name, out var v) ? [.. v.Zip(gradient, (s, g) => (m * s) + g)] : gradient;
                var moved = values.Select((w, i) => w - (rate * (gradient[i] + (m * speeds[name][i])))).ToArray();
                parameter.copy_(tensor(moved, parameter.shape));
            }
        }

        return losses;
    }

    // Mean of −Σ q·log p with q = (1 − s)·[the label] + s / classes.
    private static Tensor SmoothedLoss(Tensor scores, Tensor labels, double smoothing)
    {
        var logs = scores - scores.exp().sum(1, keepdim: true).log();
        var ofLabel = logs.gather(1, labels.unsqueeze(1)).squeeze(1);
        return -((ofLabel * (1 - smoothing)) + (logs.mean([1]) * smoothing)).mean();
    }

    private static Dictionary<string, float[]> Values(BottleneckNetwork network) =>
        network.named_parameters().ToDictionary(p => p.name, p => Plain(p.parameter));

    private static float[] Plain(Tensor tensor)
    {
        using var plain = tensor.detach().contiguous();
        return plain.data<float>().ToArray();
    }

    private static void AssertNear(string name, float[] expected, float[] actual) =>
        Assert.True(expected.Zip(actual).All(p => Math.Abs(p.First - p.Second) < 1e-5), $"{name} differs");
}
