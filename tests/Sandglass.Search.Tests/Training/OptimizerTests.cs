using Sandglass.Runtime;
using Sandglass.Search.Training;
using Sandglass.Training;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sandglass.Search.Tests.Training;

public class OptimizerTests
{
    [Fact]
    public void Adam_takes_the_steps_of_its_definition()
    {
        // Two steps by hand: rate 0.1, decay 0.5, gradients 1 and -2, starting at 2.
        var adam = new AlphaAdam(1, 0.1, 0.5);
        double[] value = [2];
        adam.Step(value, [1], 1); // g = 2; both means are g and g² after correction: a step of the rate
        Assert.Equal(1.9, value[0], 6);
        adam.Step(value, [-2], 2); // g = -2 + 0.95 = -1.05; mean = (0.5·1 − 0.525)/0.75; square = (0.999·0.004 + 0.001·1.1025)/0.001999
        Assert.Equal(1.9 - (0.1 * (-0.025 / 0.75) / Math.Sqrt(((0.999 * 0.004) + (0.001 * 1.1025)) / 0.001999)), value[0], 6);
    }

    [Fact]
    public void Weights_follow_momentum_and_decay_and_long_gradients_are_shortened()
    {
        using var scope = NewDisposeScope();
        using var weight = new Parameter(Pair(3, 4));
        using var network = new OneWeight(weight);
        using var sgd = new WeightOptimizer(network, AlphaSearch.PublishedRecipe with { Optimizer = new Sgd { Momentum = 0.5 }, WeightDecay = 0.1, GradientClipNorm = 5 });
        sgd.Step([Pair(1, 0)], 0.1); // v = (1.3, 0.4)
        AssertValues([2.87f, 3.96f], weight);
        sgd.Step([Pair(30, 40)], 0.1); // shortened to (3, 4); v = 0.5·(1.3, 0.4) + (3, 4) + 0.1·w = (3.937, 4.596)
        AssertValues([2.87f - 0.3937f, 3.96f - 0.4596f], weight);
    }

    private static Tensor Pair(float one, float other) => CopiedTensor.Of((ReadOnlySpan<float>)[one, other], 2);

    private static void AssertValues(float[] expected, Tensor actual) =>
        Assert.Equal(expected, actual.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);

    private sealed class OneWeight : nn.Module
    {
        internal OneWeight(Parameter weight)
            : base("one") => register_parameter("weight", weight);
    }
}
