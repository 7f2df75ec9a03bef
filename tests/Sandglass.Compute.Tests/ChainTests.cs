using Sandglass.Compute.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Compute.Tests;

public sealed class ChainTests
{
    public static TheoryData<string, int, int, int, int> Cases { get; } = Every();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_libtorchs(string chain, int images, int height, int width, int vectors)
    {
        using var scope = NewDisposeScope();
        var (subject, kernels) = (Chains.Named(chain), KernelSet.All[vectors]);
        var input = Chains.Input(subject, images, height, width, seed: 3);
        var ours = Run(subject, input, (layers, x, added) => ChainFunction.Run(subject, layers.Units, x, added, training: true, kernels));
        var theirs = Run(subject, input, (layers, x, added) => layers.Eager(x, added, training: true));
        foreach (var (name, mine, reference) in ours.Zip(theirs, (a, b) => (a.Name, a.Value, b.Value)))
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

    [Fact]
    public void Equal_to_the_bit_each_time()
    {
        using var scope = NewDisposeScope();
        var subject = Chains.Named("sandglass");
        var input = Chains.Input(subject, 3, 14, 14, seed: 3);
        var runs = Enumerable.Range(0, 2).Select(_ =>
            Run(subject, input, (layers, x, added) => ChainFunction.Run(subject, layers.Units, x, added, training: true))).ToArray();
        Assert.All(runs[0].Zip(runs[1]), pair => Assert.True(pair.First.Value.equal(pair.Second.Value).all().ToBoolean(), pair.First.Name));
    }

    // The input of a depthwise convolution has one tensor a gradient can flow to twice: the chain's and the shortcut's.
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

            values.Add(($"gradient of scale {i}", unit.Gamma.grad!.clone()));
            values.Add(($"gradient of shift {i}", unit.Beta.grad!.clone()));
            values.Add(($"running mean {i}", unit.Mean.clone()));
            values.Add(($"running variance {i}", unit.Variance.clone()));
        }

        return values;
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
