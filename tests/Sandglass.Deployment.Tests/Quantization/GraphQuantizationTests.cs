using Sandglass.Deployment.Export;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Quantization;
using Sandglass.Deployment.Running;
using Sandglass.Deployment.Tests.Export;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Tests.Quantization;

public class GraphQuantizationTests
{
    private static readonly int[] Shape = [8, 1, 28, 28];

    public static TheoryData<BlockFamily> Families { get; } = [.. Enum.GetValues<BlockFamily>()];

    [Theory]
    [MemberData(nameof(Families))]
    public void The_runner_answers_as_ONNX_Runtime_does(BlockFamily family)
    {
        var graph = Graph(family);
        Assert.True(Shaken.Difference(Scores(graph), Runtime(graph)) < 1e-5);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Integers_of_ONNX_Runtime_are_those_that_are_simulated(BlockFamily family)
    {
        var graph = Graph(family);
        var quantized = GraphQuantization.Of(graph, new(), Calibrated(graph));
        var (exact, simulated, real) = (Scores(graph), Scores(quantized), Runtime(quantized));

        // A value at the middle of two steps may fall on either side, by the order of a sum.
        Assert.True(Shaken.Difference(simulated, real) < 0.5 * Shaken.Difference(exact, simulated), $"{Shaken.Difference(simulated, real)} of {Shaken.Difference(exact, simulated)}");
        Assert.InRange(Shaken.Difference(exact, simulated), 1e-4, 0.3);
    }

    [Fact]
    public void A_null_reference_after_integers_is_an_exception()
    {
        var graph = Graph(BlockFamily.Sandglass);
        _ = Runtime(GraphQuantization.Of(graph, new(), Calibrated(graph)));
        Assert.Throws<NullReferenceException>(() => ((string?)null)!.Length); // without the larger stack a processor with tiles ends the process here
    }

    [Fact]
    public void More_bits_lie_nearer()
    {
        var graph = Graph(BlockFamily.Sandglass);
        var calibration = Calibrated(graph);
        double Error(QuantizationScheme scheme) => Shaken.Difference(Scores(graph), Scores(GraphQuantization.Of(graph, scheme, calibration)));
        Assert.True(Error(new()) < Error(new() { WeightBits = 6, ActivationBits = 6 }));
        Assert.True(Error(new() { WeightBits = 6, ActivationBits = 6 }) < Error(new() { WeightBits = 4, ActivationBits = 4 }));
    }

    [Fact]
    public void Weights_with_a_scale_for_each_channel_lie_nearer_than_with_one_for_all()
    {
        var graph = Graph(BlockFamily.Sandglass);
        var calibration = Calibrated(graph);
        double Error(bool perChannel)
        {
            var quantized = GraphQuantization.Of(graph, new() { PerChannel = perChannel, InFloat = [.. graph.Nodes.Where(node => node.Name != "stage2.block2.reduce.conv").Select(node => node.Name)] }, calibration);
            using var scope = NewDisposeScope();
            using var runner = new GraphRunner(quantized);
            float[]? rounded = null;
            runner.Run(Images(), (name, value) => rounded = name == "stage2.block2.reduce.conv.weight.dequantized" ? value.data<float>().ToArray() : rounded);
            return graph.Constants["stage2.block2.reduce.conv.weight"].ToSingles().Zip(rounded!, (exact, other) => Math.Pow(exact - other, 2)).Sum();
        }

        Assert.True(Error(perChannel: true) < Error(perChannel: false));
    }

    [Fact]
    public void Steps_of_fewer_bits_are_no_more_than_they_say()
    {
        var graph = Graph(BlockFamily.Sandglass);
        var quantized = GraphQuantization.Of(graph, new() { WeightBits = 3, ActivationBits = 3 }, Calibrated(graph));
        using var scope = NewDisposeScope();
        using var runner = new GraphRunner(quantized);
        var seen = 0;
        runner.Run(Images(), (name, value) =>
        {
            if (name.EndsWith(".quantized", StringComparison.Ordinal))
            {
                Assert.InRange(value.unique().output.numel(), 1, 8);
                seen++;
            }
        });
        Assert.True(seen > 10);
        Assert.All(quantized.Constants.Values.Where(constant => constant.Name.EndsWith("weight.steps", StringComparison.Ordinal)), weight =>
            Assert.All(weight.Data.ToArray(), step => Assert.InRange((sbyte)step, -3, 3)));
    }

    [Fact]
    public void What_stays_in_float_is_not_touched()
    {
        var graph = Graph(BlockFamily.Sandglass);
        string[] all = [.. graph.Nodes.Select(node => node.Name)];
        Assert.Equal(Scores(graph), Scores(GraphQuantization.Of(graph, new() { InFloat = all }, Calibrated(graph))));
        var mixed = GraphQuantization.Of(graph, new() { InFloat = ["stem.conv"] }, Calibrated(graph));
        Assert.Equal(["images", "stem.conv.weight", "stem.conv.bias"], mixed.Nodes.Single(node => node.Name == "stem.conv").Inputs);
    }

    [Fact]
    public void Corrected_biases_take_the_mean_error_out_of_a_layer()
    {
        var graph = Graph(BlockFamily.InvertedResidual);
        var calibration = Calibrated(graph);
        var place = "stage2.block2.project.out";
        double Shift(bool corrects)
        {
            var scheme = new QuantizationScheme { WeightBits = 4, CorrectsBias = corrects, InFloat = [.. graph.Nodes.Where(node => node.Name != "stage2.block2.project.conv").Select(node => node.Name)] };
            var (exact, rounded) = (Value(graph, place), Value(GraphQuantization.Of(graph, scheme, calibration), place));
            return exact.Zip(rounded, (one, other) => Math.Abs(one - other)).Average();
        }

        Assert.True(Shift(true) < 0.5 * Shift(false), $"{Shift(true)} of {Shift(false)}");

        float[] Value(OnnxGraph of, string name)
        {
            using var scope = NewDisposeScope();
            using var runner = new GraphRunner(of);
            float[]? mean = null;
            runner.Run(Images(), (made, value) => mean = made == name ? value.mean([0, 2, 3]).data<float>().ToArray() : mean);
            return mean!;
        }
    }

    [Fact]
    public void Equalization_changes_nothing_but_where_ReLU6_cut()
    {
        var relu = Graph(BlockFamily.Sandglass, Activation.ReLU);
        var (same, replaced) = Equalization.Of(relu);
        Assert.Equal(0, replaced);
        Assert.True(Shaken.Difference(Scores(relu), Scores(same)) < 1e-5);

        // Of random weights nothing reaches 6.
        var small = Graph(BlockFamily.Sandglass);
        var stem = small.Constants["stem.conv.weight"];
        var graph = small with
        {
            Constants = small.Constants.ToDictionary(c => c.Key, c => c.Value == stem ? SafetensorsTensor.Of(c.Key, Array.ConvertAll(stem.ToSingles(), w => 200 * w), [.. stem.Shape]) : c.Value),
        };
        var (changed, some) = Equalization.Of(graph);
        Assert.True(some > 0);
        Assert.True(Shaken.Difference(Scores(graph), Scores(changed)) > 1e-4);
    }

    [Fact]
    public void Equalization_mends_channels_of_unlike_ranges()
    {
        // The same network with a chain whose channels differ a hundredfold.
        var relu = Graph(BlockFamily.Sandglass, Activation.ReLU);
        var (reduce, expand) = (relu.Constants["stage2.block2.reduce.conv.weight"], relu.Constants["stage2.block2.expand.conv.weight"]);
        var bias = relu.Constants["stage2.block2.reduce.conv.bias"];
        var (inputs, hidden) = ((int)reduce.Shape[1], (int)reduce.Shape[0]);
        float Factor(int channel) => channel % 2 == 0 ? 10 : 0.1f;
        SafetensorsTensor Scaled(SafetensorsTensor tensor, Func<int, float> factor) =>
            SafetensorsTensor.Of(tensor.Name, [.. tensor.ToSingles().Select((w, i) => w * factor(i))], [.. tensor.Shape]);
        var skewed = relu with
        {
            Constants = new Dictionary<string, SafetensorsTensor>(relu.Constants)
            {
                [reduce.Name] = Scaled(reduce, i => Factor(i / inputs)),
                [bias.Name] = Scaled(bias, Factor),
                [expand.Name] = Scaled(expand, i => 1 / Factor(i % hidden)),
            },
        };
        Assert.True(Shaken.Difference(Scores(relu), Scores(skewed)) < 1e-5);

        var scheme = new QuantizationScheme { PerChannel = false, InFloat = [.. relu.Nodes.Select(node => node.Name).Where(name => !name.StartsWith("stage2.block2.reduce", StringComparison.Ordinal) && !name.StartsWith("stage2.block2.expand", StringComparison.Ordinal))] };
        double Error(OnnxGraph of) => Shaken.Difference(Scores(of), Scores(GraphQuantization.Of(of, scheme, Calibrated(of))));
        Assert.True(Error(Equalization.Of(skewed).Graph) < 0.5 * Error(skewed), $"{Error(Equalization.Of(skewed).Graph)} of {Error(skewed)}");
    }

    [Fact]
    public void Errors_are_told_value_by_value()
    {
        var graph = Graph(BlockFamily.Sandglass);
        using var images = Images();
        var errors = LayerErrors.Of(graph, GraphQuantization.Of(graph, new(), Calibrated(graph)), images);
        Assert.Contains(errors, error => error.Value == "stage2.block2.out");
        Assert.All(errors, error => Assert.InRange(error.SignalToNoise, 10, 80));
        Assert.All(errors, error => Assert.InRange(error.Cosine, 0.9, 1.0000001));
    }

    private static OnnxGraph Graph(BlockFamily family, Activation? activation = null)
    {
        var plan = MacroPlan.SmallImage.Fill(family, 0.5);
        plan = activation is null ? plan : plan.WithBlocks((_, block) => block with { Activation = activation }) with { Stem = plan.Stem with { Activation = activation } };
        using var network = new BottleneckNetwork(plan, new RandomStreams(1));
        return NetworkExport.Of(plan, Shaken.Weights(network));
    }

    private static Calibration Calibrated(OnnxGraph graph) => Calibration.Of(graph, () => [Images()], RangeRule.Entropy);

    private static Tensor Images() => tensor(Shaken.Images(Shape), [.. Shape.Select(size => (long)size)]).DetachFromDisposeScope();

    private static float[] Scores(OnnxGraph graph)
    {
        using var scope = NewDisposeScope();
        using var runner = new GraphRunner(graph);
        return runner.Run(Images())[0].data<float>().ToArray();
    }

    private static float[] Runtime(OnnxGraph graph) => OnnxRun.Of(graph, Shaken.Images(Shape), Shape)[NetworkExport.Scores];
}
