using Sandglass.Compute.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Compute.Tests;

public sealed class ChainTests
{
    public static TheoryData<string, int, int, int, int> Cases { get; } = Every();

    public static TheoryData<string> Directions { get; } = [.. Chains.Names];

    public static TheoryData<string, float, bool, int> Numbers { get; } = NoNumbers();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_libtorchs(string chain, int images, int height, int width, int vectors)
    {
        using var scope = NewDisposeScope();
        var (subject, kernels) = (Chains.Named(chain), KernelSet.All[vectors]);
        var input = Chains.Input(subject, images, height, width, seed: 3);
        var ours = Run(subject, input, (layers, x, added) => ChainFunction.Run(subject, layers.Units, x, added, training: true, kernels));
        var theirs = Run(subject, input, (layers, x, added) => layers.Eager(x, added, training: true));
        foreach (var ((name, mine), (_, reference)) in ours.Zip(theirs))
        {
            Same.Numbers($"{chain}: {name}", mine, reference);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void With_running_statistics_values_are_libtorchs(string chain, int images, int height, int width, int vectors)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var subject = Chains.Named(chain);
        using var layers = new Layers(subject, seed: 5);
        var (input, shortcut) = Chains.Input(subject, images, height, width, seed: 4);
        var ours = ChainFunction.Run(subject, layers.Units, input, shortcut, training: false, KernelSet.All[vectors]);
        Same.Numbers(chain, ours, layers.Eager(input, shortcut, training: false));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void For_a_number_of_threads_equal_to_the_bit_each_time(int threads)
    {
        using var scope = NewDisposeScope();
        var subject = Chains.Named("sandglass");
        var input = Chains.Input(subject, 5, 14, 14, seed: 3);
        var (first, again, one) = (Threads(threads), Threads(threads), Threads(1));
        foreach (var (name, value) in first)
        {
            Assert.True(value.equal(again[name]).all().ToBoolean(), name);
            Same.Numbers(name, value, one[name]);
        }

        Dictionary<string, Tensor> Threads(int count) => Run(
            subject, input, (layers, x, added) => ChainFunction.Run(subject, layers.Units, x, added, training: true, threads: count)).ToDictionary();
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void What_is_no_number_is_carried_as_by_libtorch(string chain, float value, bool training, int vectors)
    {
        using var scope = NewDisposeScope();
        var (subject, kernels) = (Chains.Named(chain), KernelSet.All[vectors]);
        var (input, shortcut) = Chains.Input(subject, 2, 7, 6, seed: 3);
        input[1, 2, 3, 4] = value;
        if (training)
        {
            var ours = Run(subject, (input, shortcut), (layers, x, added) => ChainFunction.Run(subject, layers.Units, x, added, true, kernels));
            var theirs = Run(subject, (input, shortcut), (layers, x, added) => layers.Eager(x, added, true));
            Same.Numbers(chain, ours[0].Value, theirs[0].Value);
            foreach (var ((name, mine), (_, reference)) in ours.Zip(theirs))
            {
                // libtorch's gradient of ReLU6 at a NaN is the gradient or 0, by the place in memory; here it is the gradient.
                Assert.True(mine.isfinite().logical_not().logical_or(reference.isfinite()).all().ToBoolean(), $"{chain}: {name} is a number where libtorch's is none");
            }

            return;
        }

        using var noGrad = no_grad();
        using var layers = new Layers(subject, seed: 5);
        Same.Numbers(chain, ChainFunction.Run(subject, layers.Units, input, shortcut, false, kernels), layers.Eager(input, shortcut, false));
    }

    [Theory]
    [MemberData(nameof(Directions))]
    public void Gradients_are_the_slopes_of_the_function_in_double_precision(string chain)
    {
        using var scope = NewDisposeScope();
        var subject = Chains.Named(chain);
        var (input, shortcut) = Chains.Input(subject, 3, 9, 6, seed: 3);
        using var layers = new Layers(subject, seed: 2);
        using var exact = layers.ToDouble();
        var x = input.clone().requires_grad_();
        var own = ReferenceEquals(input, shortcut);
        var y = ChainFunction.Run(subject, layers.Units, x, own ? x : shortcut, training: true);
        using var random = new Generator(9);
        var weights = randn(y.shape, generator: random);
        (y * weights).sum().backward();
        Tensor[] gradients = [x.grad!, .. layers.Parameters.Select(parameter => parameter.grad!)];
        var at = input.to_type(ScalarType.Float64);
        Tensor[] places = [at, .. exact.Parameters];
        foreach (var (place, gradient) in places.Zip(gradients))
        {
            const double step = 1e-6;
            var exactly = gradient.to_type(ScalarType.Float64);
            var length = exactly.norm().ToDouble();
            var direction = exactly / (length + 1e-30);
            var slope = (Loss(place, direction, step) - Loss(place, direction, -step)) / (2 * step);
            Assert.True(Math.Abs(slope - length) <= 1e-4 * Math.Max(1, length), $"{chain}: slope {slope:g6}, gradient {length:g6}");
        }

        // The value a step away from where all is.
        double Loss(Tensor place, Tensor direction, double step)
        {
            using var noGrad = no_grad();
            place.add_(direction, step.ToScalar());
            var added = own ? at : shortcut?.to_type(ScalarType.Float64);
            var value = (exact.Eager(at, added, training: true) * weights.to_type(ScalarType.Float64)).sum().ToDouble();
            place.add_(direction, (-step).ToScalar());
            return value;
        }
    }

    [Fact]
    public void Bands_of_a_large_image_meet_without_a_seam()
    {
        using var scope = NewDisposeScope();
        foreach (var name in (string[])["depthwise 3x3, stride 1", "depthwise 5x5, stride 2", "depthwise 7x7, stride 1"])
        {
            var subject = Chains.Named(name);
            var input = Chains.Input(subject, 2, 117, 121, seed: 3);
            var ours = Run(subject, input, (layers, x, added) => ChainFunction.Run(subject, layers.Units, x, added, training: true));
            var theirs = Run(subject, input, (layers, x, added) => layers.Eager(x, added, training: true));
            foreach (var ((what, mine), (_, reference)) in ours.Zip(theirs))
            {
                Same.Numbers($"{name}: {what}", mine, reference);
            }
        }
    }

    // Everything that a pass leaves behind, by name.
    private static List<(string Name, Tensor Value)> Run(
        Chain chain, (Tensor Input, Tensor? Shortcut) given, Func<Layers, Tensor, Tensor?, Tensor> pass)
    {
        using var layers = new Layers(chain, seed: 2);
        var x = given.Input.clone().requires_grad_();
        var own = ReferenceEquals(given.Input, given.Shortcut);
        var added = own ? x : given.Shortcut?.clone().requires_grad_();
        var y = pass(layers, x, added);
        using var random = new Generator(9);
        var weights = randn(y.shape, generator: random);
        (y * weights).sum().backward();
        List<(string, Tensor)> values = [("output", y.detach()), ("gradient of the input", x.grad!.clone())];
        if (added is not null && !own)
        {
            values.Add(("gradient of the shortcut", added.grad!.clone()));
        }

        foreach (var (unit, i) in layers.Units.Select((unit, i) => (unit, i)))
        {
            if (unit.Weight is { } weight)
            {
                values.Add(($"gradient of weight {i}", weight.grad!.clone()));
            }

            if (unit is { Norm: null, Bias: { } bias })
            {
                values.Add(($"gradient of bias {i}", bias.grad!.clone()));
            }

            if (unit.Norm is { } norm)
            {
                values.Add(($"gradient of scale {i}", norm.Gamma.grad!.clone()));
                values.Add(($"gradient of shift {i}", norm.Beta.grad!.clone()));
                values.Add(($"running mean {i}", norm.Mean.clone()));
                values.Add(($"running variance {i}", norm.Variance.clone()));
            }
        }

        return values;
    }

    private static TheoryData<string, float, bool, int> NoNumbers()
    {
        var data = new TheoryData<string, float, bool, int>();
        foreach (var chain in (string[])["pointwise, ReLU6", "norm", "sandglass", "inverted", "half shared, activated", "depthwise 3x3, stride 2"])
        {
            foreach (var value in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
            {
                for (var vectors = 0; vectors < KernelSet.All.Count; vectors++)
                {
                    data.Add(chain, value, true, vectors);
                    data.Add(chain, value, false, vectors);
                }
            }
        }

        return data;
    }

    private static TheoryData<string, int, int, int, int> Every()
    {
        var data = new TheoryData<string, int, int, int, int>();
        foreach (var chain in Chains.Names)
        {
            for (var vectors = 0; vectors < KernelSet.All.Count; vectors++)
            {
                data.Add(chain, 7, 9, 6, vectors);
                data.Add(chain, 1, 5, 11, vectors);
                data.Add(chain, 2, 3, 2, vectors);
            }
        }

        return data;
    }
}
