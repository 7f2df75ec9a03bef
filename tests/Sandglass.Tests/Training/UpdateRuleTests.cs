using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Training;

/// <summary>Every optimiser beside its formula in doubles, over several steps of given gradients.</summary>
public class UpdateRuleTests
{
    private const int Steps = 6;
    private const double Decay = 0.05;

    private static readonly Dictionary<string, (Optimizer Optimizer, Func<Rule> Rule)> Rules = new()
    {
        ["plain"] = (new Sgd { Momentum = 0 }, () => (_, g, rate) => rate * g),
        ["momentum"] = (new Sgd { Momentum = 0.8 }, () => Momentum(0.8, (_, v) => v)),
        ["nesterov"] = (new Sgd { Momentum = 0.8, Nesterov = true }, () => Momentum(0.8, (g, v) => g + (0.8 * v))),
        ["rmsprop"] = (new RmsProp(), () => Rms(0.9, 0.9, 1e-3)),
        ["rmsprop without momentum"] = (new RmsProp { Momentum = 0, Decay = 0.7, Epsilon = 0.1 }, () => Rms(0.7, 0, 0.1)),
        ["adam"] = (new Adam(), () => AdamOf(0.9, 0.999, 1e-8)),
        ["adam with other numbers"] = (new Adam { Beta1 = 0.5, Beta2 = 0.9, Epsilon = 0.01 }, () => AdamOf(0.5, 0.9, 0.01)),
    };

    // What a weight loses by its gradient, decay included; one of its own for each number, since it remembers.
    private delegate double Rule(int step, double gradient, double rate);

    public static TheoryData<string, bool, double?> Cases => [.. from rule in Rules.Keys from vectors in (bool[])[false, true] from clip in (double?[])[null, 0.5, 1e6] select (rule, vectors, clip)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_are_those_of_the_formula(string name, bool decaysVectors, double? clip)
    {
        var (optimizer, rule) = Rules[name];
        using var network = nn.Linear(3, 2);
        using var updates = new WeightOptimizer(network, new Recipe { Epochs = 1, Optimizer = optimizer, WeightDecay = Decay, DecaysVectors = decaysVectors, GradientClipNorm = clip });
        var expected = updates.Weights.Select(Numbers).ToArray();
        var rules = expected.Select(weight => weight.Select(_ => rule()).ToArray()).ToArray();
        var random = new Random(1);
        for (var step = 1; step <= Steps; step++)
        {
            var rate = 0.1 / step;
            double[][] gradients = [.. expected.Select(weight => weight.Select(_ => (double)(float)((4 * random.NextDouble()) - 2)).ToArray())];
            using var scope = NewDisposeScope();
            Give(updates, gradients, byHand: step % 2 == 0, rate);

            var length = Math.Sqrt(gradients.SelectMany(g => g).Sum(g => g * g));
            var share = clip < length ? clip.Value / length : 1;
            for (var w = 0; w < expected.Length; w++)
            {
                var decay = decaysVectors || updates.Weights[w].dim() > 1 ? Decay : 0;
                for (var i = 0; i < expected[w].Length; i++)
                {
                    expected[w][i] -= rules[w][i](step, (share * gradients[w][i]) + (decay * expected[w][i]), rate);
                }
            }

            Assert.All(updates.Weights.Zip(expected), pair => Assert.All(Numbers(pair.First).Zip(pair.Second), number => Assert.Equal(number.Second, number.First, 5e-6)));
        }
    }

    [Fact]
    public void What_needs_no_gradient_is_left_alone()
    {
        using var network = nn.Linear(3, 2);
        network.bias!.requires_grad_(false);
        using var updates = new WeightOptimizer(network, new Recipe { Epochs = 1, Optimizer = new Adam() });
        Assert.Same(network.weight, Assert.Single(updates.Weights));
        var bias = Numbers(network.bias);
        Give(updates, [[1, 2, 3, 4, 5, 6]], byHand: false, 0.1);
        Assert.Equal(bias, Numbers(network.bias));
        Assert.Equal(["mean/weight", "square/weight", "steps/weight"], updates.State.Select(tensor => tensor.Name));
    }

    [Fact]
    public void The_direction_of_plain_sgd_is_what_its_next_step_follows()
    {
        using var network = nn.Linear(3, 2);
        using var updates = new WeightOptimizer(network, new Recipe { Epochs = 1, Optimizer = new Sgd { Momentum = 0.8 }, WeightDecay = Decay });
        Give(updates, [[1, 2, 3, 4, 5, 6], [1, 2]], byHand: false, 0.1);
        var before = Numbers(network.weight!);
        using var scope = NewDisposeScope();
        var gradient = tensor((float[])[3, 2, 1, 0, -1, -2]).reshape(2, 3);
        var direction = Numbers(updates.Direction(0, network.weight!.detach(), gradient));
        Assert.Equal(before, Numbers(network.weight)); // it only looks
        Give(updates, [[3, 2, 1, 0, -1, -2], [0, 0]], byHand: true, 0.1);
        Assert.All(Numbers(network.weight).Zip(before.Zip(direction)), n => Assert.Equal(n.Second.First - (0.1 * n.Second.Second), n.First, 1e-6));

        using var adam = new WeightOptimizer(network, new Recipe { Epochs = 1, Optimizer = new Adam() });
        Assert.Throws<InvalidOperationException>(() => adam.Direction(0, network.weight, gradient));
    }

    // As a backward pass leaves them, or in the hand.
    private static void Give(WeightOptimizer updates, double[][] gradients, bool byHand, double rate)
    {
        using var scope = NewDisposeScope();
        Tensor[] given = [.. gradients.Zip(updates.Weights, (g, weight) => tensor([.. g.Select(n => (float)n)], weight.shape))];
        if (byHand)
        {
            updates.Step(given, rate);
            return;
        }

        updates.ZeroGradients();
        using (no_grad())
        {
            foreach (var (weight, gradient) in updates.Weights.Zip(given))
            {
                weight.grad!.add_(gradient);
            }
        }

        updates.Step(rate);
    }

    private static Rule Momentum(double momentum, Func<double, double, double> follow)
    {
        var velocity = 0.0;
        return (_, g, rate) => rate * follow(g, velocity = (momentum * velocity) + g);
    }

    // TensorFlow's form, as timm's RMSpropTF: the square begins at 1, the rate is within the momentum, ε under the root.
    private static Rule Rms(double decay, double momentum, double epsilon)
    {
        var (square, velocity) = (1.0, 0.0);
        return (_, g, rate) =>
        {
            square += (1 - decay) * ((g * g) - square);
            return velocity = (momentum * velocity) + (rate * g / Math.Sqrt(square + epsilon));
        };
    }

    private static Rule AdamOf(double beta1, double beta2, double epsilon)
    {
        var (mean, square) = (0.0, 0.0);
        return (step, g, rate) =>
        {
            (mean, square) = ((beta1 * mean) + ((1 - beta1) * g), (beta2 * square) + ((1 - beta2) * g * g));
            return rate * (mean / (1 - Math.Pow(beta1, step))) / (Math.Sqrt(square / (1 - Math.Pow(beta2, step))) + epsilon);
        };
    }

    private static double[] Numbers(Tensor tensor)
    {
        using var plain = tensor.detach().contiguous();
        return [.. plain.data<float>().ToArray().Select(number => (double)number)];
    }
}
