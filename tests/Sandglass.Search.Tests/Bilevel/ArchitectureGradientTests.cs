using Sandglass.Runtime;
using Sandglass.Search.Bilevel;
using Sandglass.Search.Space;
using Sandglass.Search.Supernet;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sandglass.Search.Tests.Bilevel;

public class ArchitectureGradientTests
{
    private const double Rate = 0.1;
    private const double Momentum = 0.9;
    private const double Decay = 0.01;

    [Fact]
    public void First_order_is_the_slope_of_the_validation_loss()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        var validation = Batch("validation");
        var (gradients, _) = ArchitectureGradient.FirstOrder(network, validation);
        AssertClose(Slopes(network, () => ArchitectureGradient.Loss(network, validation).Result.Loss), gradients, 1e-5);
    }

    [Fact]
    public void Second_order_is_the_slope_of_the_unrolled_validation_loss()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        var (training, validation, velocities) = (Batch("training"), Batch("validation"), Velocities(network));
        var before = Kept(network);
        var (gradients, _) = ArchitectureGradient.SecondOrder(
            network, training, validation, Rate, (i, w, g) => velocities[i] * Momentum + g + w * Decay, reach: 1e-3);
        Assert.Equal(before, Kept(network));

        AssertClose(Slopes(network, () => Unrolled(network, training, validation, velocities)), gradients, 1e-3);

        // The second term is what the test is about: without it the answer is another.
        var (first, _) = ArchitectureGradient.FirstOrder(network, validation);
        Assert.True(Distance(Flat(first), Flat(gradients)) > 0.05 * Norm(Flat(gradients)));
    }

    // The loss after one step of the weights, spelt out anew: what the gradient is a gradient of.
    private static double Unrolled(SearchNetwork network, Labelled training, Labelled validation, Tensor[] velocities)
    {
        using var scope = NewDisposeScope();
        var before = network.Weights.Select(weight => weight.detach().clone()).ToArray();
        var scores = network.call(training.Images);
        var gradients = autograd.grad([nn.functional.cross_entropy(scores, training.Labels)], [.. network.Weights]);
        using (no_grad())
        {
            for (var i = 0; i < before.Length; i++)
            {
                network.Weights[i].copy_(before[i] - (Rate * ((Momentum * velocities[i]) + gradients[i] + (Decay * before[i]))));
            }
        }

        var loss = nn.functional.cross_entropy(network.call(validation.Images), validation.Labels).item<double>();
        using (no_grad())
        {
            for (var i = 0; i < before.Length; i++)
            {
                network.Weights[i].copy_(before[i]);
            }
        }

        return loss;
    }

    private static double[] Slopes(SearchNetwork network, Func<double> loss) =>
        [.. Slopes(network.Alphas.Normal, loss), .. Slopes(network.Alphas.Reduction, loss)];

    private static double[] Slopes(Parameter alphas, Func<double> loss)
    {
        const double Step = 1e-4;
        var values = Alphas.Values(alphas);
        return [.. values.Select((value, i) =>
        {
            double At(double moved)
            {
                var changed = values.ToArray();
                changed[i] = moved;
                Alphas.Set(alphas, changed);
                return loss();
            }

            var slope = (At(value + Step) - At(value - Step)) / (2 * Step);
            Alphas.Set(alphas, values);
            return slope;
        })];
    }

    private static void AssertClose(double[] expected, Tensor[] gradients, double share)
    {
        var actual = Flat(gradients);
        Assert.True(Norm(expected) > 1e-3);
        var distance = Distance(expected, actual) / Norm(expected);
        Assert.True(distance < share, $"{distance:g3} apart");
    }

    private static double[] Flat(Tensor[] tensors) => [.. tensors.SelectMany(Alphas.Values)];

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(value => value * value));

    private static double Distance(double[] x, double[] y) => Norm([.. x.Zip(y, (a, b) => a - b)]);

    // No maximum, and small steps: over a corner a slope is not what a difference gives. Rectifiers have corners too.
    private static SearchNetwork Network()
    {
        var space = SearchSpace.Original with
        {
            Name = "smooth",
            Operations = [CandidateOperation.None, CandidateOperation.AveragePool, CandidateOperation.Skip, CandidateOperation.Dilated3],
            Nodes = 1,
            Cells = 3,
            Channels = 2,
            InputChannels = 1,
            Resolution = 6,
            Classes = 3,
        };
        var network = new SearchNetwork(space, new RandomStreams(4));
        network.to(ScalarType.Float64);
        network.Alphas.ToDouble();
        return network;
    }

    private static Labelled Batch(string name)
    {
        var stream = new RandomStreams(9).Open(name);
        var pixels = Enumerable.Range(0, 6 * 36).Select(_ => stream.NextGaussian()).ToArray();
        return new Labelled(
            CopiedTensor.Of((ReadOnlySpan<double>)pixels, 6, 1, 6, 6),
            CopiedTensor.Of((ReadOnlySpan<long>)[.. Enumerable.Range(0, 6).Select(_ => (long)stream.NextInt32(3))], 6));
    }

    private static Tensor[] Velocities(SearchNetwork network)
    {
        var stream = new RandomStreams(9).Open("velocities");
        return [.. network.Weights.Select(weight => CopiedTensor.Of((ReadOnlySpan<double>)[.. Enumerable.Range(0, (int)weight.numel()).Select(_ => 0.1 * stream.NextGaussian())], weight.shape))];
    }

    private static double[] Kept(SearchNetwork network) => [.. network.state_dict().Values.SelectMany(Alphas.Values)];
}
