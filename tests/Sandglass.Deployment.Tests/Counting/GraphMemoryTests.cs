using Sandglass.Deployment.Counting;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Quantization;
using Sandglass.Deployment.Shapes;
using Sandglass.Networks;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Weights;

namespace Sandglass.Deployment.Tests.Counting;

public class GraphMemoryTests
{
    [Fact]
    public void A_residual_block_by_hand()
    {
        // Numbers of an image: x 32, wide and act 64, narrow 32, sum 32.
        Assert.Equal(
            [
                ("wide", 4 * (8 + 4), 128, 256, 128 + 256, 128 + 256),
                ("act", 0, 256, 256, 128 + 256 + 256, 128 + 256),
                ("narrow", 4 * 8, 256, 128, 128 + 256 + 128, 128 + 128),
                ("sum", 0, 128 + 128, 128, 128 + 128 + 128, 128),
            ],
            GraphMemory.Of(Block()).Operators.Select(Row));
        Assert.Equal("act", GraphMemory.Of(Block()).Peak!.Node.Name);
    }

    [Fact]
    public void The_same_block_in_steps_by_hand()
    {
        // A byte a number, but for the image and the answer; weights with a scale and a zero point a channel, biases in 32 bits.
        var memory = GraphMemory.OfSteps(EightBits.OfNoise(Block()));
        Assert.Equal(
            [
                ("images.quantized", 5, 128, 32, 128 + 32, 32),
                ("wide", 8 + (5 * 4) + (4 * 4) + (8 * 4), 32, 64, 32 + 64, 32 + 64),
                ("act", 0, 64, 64, 32 + 64 + 64, 32 + 64),
                ("narrow", 8 + (5 * 2), 64, 32, 32 + 64 + 32, 32 + 32),
                ("sum", 0, 32 + 32, 128, 32 + 32 + 128, 128),
            ],
            memory.Operators.Select(Row));
        Assert.Equal("sum", memory.Peak!.Node.Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_live_is_the_sum_of_what_is_made_and_still_needed(bool cells)
    {
        var graph = cells
            ? UntrainedExport.Of(CellNetworkPlan.Cifar("cells", Genotype.DartsV2) with { Cells = 4, Channels = 4 }, seed: 1)
            : UntrainedExport.Of(MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, 0.25), seed: 1);
        var shapes = GraphShapes.Of(graph);
        string[] outputs = [.. graph.Outputs.Select(output => output.Name)];
        var memory = GraphMemory.Of(graph);
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var made = graph.Nodes.Take(i + 1).SelectMany(node => node.Outputs).Append(graph.Inputs[0].Name);
            Assert.Equal(Bytes(made.Where(NeededFrom(i))), memory.Operators[i].Live);
            Assert.Equal(Bytes(made.Where(NeededFrom(i + 1))), memory.Operators[i].LiveAfter);
        }

        Assert.Equal(memory.Operators.Max(at => at.Live), memory.Peak!.Live);
        Assert.Equal(graph.Constants.Values.Sum(constant => constant.Data.Length), memory.Weights);

        Func<string, bool> NeededFrom(int first) => value => graph.Nodes.Skip(first).SelectMany(node => node.Inputs.Concat(node.Outputs)).Concat(outputs).Contains(value);
        long Bytes(IEnumerable<string> values) => values.Sum(value => sizeof(float) * Rearrangement.Elements(shapes[value]));
    }

    [Fact]
    public void Types_other_than_single_precision_have_their_own_size()
    {
        var graph = new GraphBuilder();
        graph.Add("Shape", "shape", ["images"]);
        graph.Add("Cast", "doubles", ["images"], ("to", 11L));
        graph.Add("Dropout", "kept", "kept", ["doubles"]);
        var memory = GraphMemory.Of(graph.Graph("types", [Value("images", 3)], [Value("kept", 3)]));
        Assert.Equal([16, 24, 24], memory.Operators.Select(at => at.Written));
        Assert.Equal([12, 12, 24], memory.Operators.Select(at => at.Read));
    }

    private static (string, long, long, long, long, long) Row(OperatorMemory at) => (at.Node.Name, at.Weights, at.Read, at.Written, at.Live, at.LiveAfter);

    // 1×1 convolutions from 2 channels to 4 and back on 4×4 pixels, ReLU between them, and the shortcut.
    private static OnnxGraph Block()
    {
        var graph = new GraphBuilder();
        var weights = SafetensorsTensor.Of("wide.weight", [.. Enumerable.Range(1, 8).Select(i => i / 8f)], 4, 2, 1, 1);
        graph.Add("Conv", "wide", ["images", graph.Constant(weights), graph.Constant(SafetensorsTensor.Of("wide.bias", [1f, 2, 3, 4], 4))]);
        graph.Add("Relu", "act", ["wide"]);
        graph.Add("Conv", "narrow", ["act", graph.Constant(weights with { Name = "narrow.weight", Shape = [2, 4, 1, 1] })]);
        graph.Add("Add", "sum", ["narrow", "images"]);
        return graph.Graph("block", [Value("images", 2, 4, 4)], [Value("sum", 2, 4, 4)]);
    }

    private static OnnxValue Value(string name, params long[] shape) => new(name, SafetensorsType.F32, [null, .. shape]);
}
