using System.Text.Json;
using Sandglass.Deployment.Export;
using Sandglass.Deployment.Latency;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Quantization;
using Sandglass.Networks;
using Sandglass.Weights;

namespace Sandglass.Deployment.Tests.Latency;

public class RooflineTests
{
    private static readonly Roofline Machine = new(
        [.. from kind in Enum.GetValues<ArithmeticKind>() from isInteger in new[] { false, true } select new ArithmeticRate(kind, isInteger, isInteger ? 4e9 : 1e9, 2e-6)],
        1e8,
        1e-6,
        [new Bandwidth(1e3, 100e9), new Bandwidth(1e5, 1e9)]);

    // images [1, 2, 4, 4] → 1×1 convolution to 2 channels → + images → ReLU → mean
    [Fact]
    public void A_sum_and_an_activation_are_done_by_the_convolution_before_them()
    {
        var work = OperatorWork.Of(Residual(), batch: 3);

        Assert.Equal(["conv", "pool"], work.Select(one => one.Node));
        Assert.Equal(["conv", "sum", "relu"], work[0].Names);
        Assert.Equal((ArithmeticKind.Pointwise, 3 * 2 * 2 * 16, 4 * ((3 * 32 * 3) + 4)), (work[0].Kind!.Value, work[0].MultiplyAdds, work[0].Bytes)); // in, out and the shortcut
        Assert.Equal([3 * 32, 0], work.Select(one => one.Activated));
        Assert.Equal((null, 0, 4 * 3 * (32 + 2)), (work[1].Kind, work[1].MultiplyAdds, work[1].Bytes));
    }

    [Fact]
    public void On_steps_a_number_is_a_byte_and_a_sum_is_an_operator()
    {
        var work = OperatorWork.Of(EightBits.OfNoise(Residual()));

        Assert.Equal(["images.quantized", "conv", "sum", "pool"], work.Select(one => one.Node));
        Assert.Equal([false, true, true, true], work.Select(one => one.IsInteger));
        Assert.All(work, one => Assert.Equal(0, one.Activated));
        Assert.Equal([(4 * 32) + 32, 32 + 32 + 4, 3 * 32, 32 + 2], work.Select(one => one.Bytes));
    }

    [Fact]
    public void An_operator_takes_its_arithmetic_or_its_bytes_and_its_start()
    {
        Assert.Equal((3e-6, true), Predicted(ArithmeticKind.Pointwise, 1e3, 100));
        Assert.Equal((2.25e-6, true), Predicted(ArithmeticKind.Pointwise, 1e3, 100, isInteger: true));
        Assert.Equal((13e-6, true), Predicted(ArithmeticKind.Pointwise, 1e3, 100, activated: 1e3));
        Assert.Equal((102e-6, false), Predicted(ArithmeticKind.Pointwise, 1e3, 1e5));
        Assert.Equal((2e-6, false), Predicted(null, 0, 1e4)); // 10 GB/s, halfway between 100 and 1
        Assert.Equal((1001e-6, false), Predicted(null, 0, 1e6)); // as the greatest that was measured

        static (double, bool) Predicted(ArithmeticKind? kind, double products, double bytes, bool isInteger = false, double activated = 0)
        {
            var time = Machine.Predict(new OperatorWork("node", ["node"], kind, products, bytes, isInteger, activated));
            return (Math.Round(time.Seconds, 9), time.IsArithmetic);
        }
    }

    // Whatever a network has, its products are counted once.
    [Theory]
    [InlineData("mobilenext")]
    [InlineData("mobilenetv2")]
    [InlineData("small-sandglass")]
    public void No_product_of_a_network_is_lost(string name)
    {
        var plan = NetworkCatalogue.Find(name).Plan(0.35, 32);
        var (graph, count) = (UntrainedExport.Of(plan, seed: 1), Counter.Count(plan).MultiplyAdds);

        Assert.Equal(count, OperatorWork.Of(graph).Sum(work => work.MultiplyAdds));
        Assert.Equal(2.0 * count, OperatorWork.Of(EightBits.OfNoise(graph), batch: 2).Sum(work => work.MultiplyAdds));
        Assert.DoesNotContain(OperatorWork.Of(graph), work => graph.Nodes.Single(node => node.Name == work.Node).Operator is "Add" or "Clip" or "Relu");
    }

    // The runtime's own names and times, as far as they are read.
    [Fact]
    public void Times_of_operators_are_read_from_the_runtimes_profile()
    {
        using var events = JsonDocument.Parse("""
            [
              {"cat": "Session", "name": "model_run", "dur": 90, "args": {}},
              {"cat": "Node", "name": "conv_nchwc_fence_before", "dur": 1, "args": {"op_name": "Conv", "node_index": "4"}},
              {"cat": "Node", "name": "conv.out_nchwc_kernel_time", "dur": 900, "args": {"op_name": "Conv", "node_index": "4"}},
              {"cat": "Node", "name": "pool_token_7_kernel_time", "dur": 70, "args": {"op_name": "Pool", "node_index": "2"}},
              {"cat": "Node", "name": "conv.out_nchwc_kernel_time", "dur": 10, "args": {"op_name": "Conv", "node_index": "4"}},
              {"cat": "Node", "name": "pool_token_7_kernel_time", "dur": 4, "args": {"op_name": "Pool", "node_index": "2"}},
              {"cat": "Node", "name": "conv.out_nchwc_kernel_time", "dur": 14, "args": {"op_name": "Conv", "node_index": "4"}},
              {"cat": "Node", "name": "pool_token_7_kernel_time", "dur": 6, "args": {"op_name": "Pool", "node_index": "2"}}
            ]
            """);
        var times = OperatorTime.Read(events.RootElement, passes: 2);

        Assert.Equal([("conv.out", "Conv", 12e-6), ("pool", "Pool", 5e-6)], times.Select(time => (time.PartName, time.Operator, Math.Round(time.Seconds, 9))));
    }

    private static OnnxGraph Residual()
    {
        var graph = new GraphBuilder();
        var weights = graph.Constant(SafetensorsTensor.Of("conv.weight", [0.5f, -0.25f, 0.125f, 1], 2, 2, 1, 1));
        var convolved = graph.Add("Conv", "conv", ["images", weights], ("kernel_shape", new[] { 1L, 1L }));
        var sum = graph.Add("Add", "sum", [convolved, "images"]);
        graph.Add("GlobalAveragePool", "pool", [graph.Add("Relu", "relu", [sum])]);
        return graph.Graph("residual", [new OnnxValue("images", SafetensorsType.F32, [null, 2, 4, 4])], [new OnnxValue("pool", SafetensorsType.F32, [null, 2, 1, 1])]);
    }
}
