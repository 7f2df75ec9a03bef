using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Running;
using Sandglass.Runtime;
using Sandglass.Weights;

namespace Sandglass.Deployment.Latency;

/// <summary>
/// Measures a machine's roofline in ONNX Runtime. Each operator is timed in a long and in a short chain of itself; the
/// difference holds neither the start of a pass nor the way of its images.
/// </summary>
/// <param name="threads">Threads of an operator.</param>
internal sealed class RooflineCalibration(int threads)
{
    private const int Short = 2;
    private const int Long = 10;
    private const int Rounds = 7;
    private const double Least = 1e-9; // seconds; a shorter one is not measured

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.03);

    // Large ones, whose arithmetic is longer than their bytes, and small ones, which take as long as it takes to start.
    private static readonly Dictionary<ArithmeticKind, (int Channels, int Side, int Small)> Sizes = new()
    {
        [ArithmeticKind.Pointwise] = (256, 28, 16),
        [ArithmeticKind.Depthwise] = (256, 28, 16),
        [ArithmeticKind.Convolution] = (64, 28, 16),
        [ArithmeticKind.Linear] = (1024, 1, 16),
    };

    private static readonly bool[] Precisions = [false, true];
    private static readonly int[] Kilobytes = [128, 1024, 8192, 65536];

    /// <summary>Measures; some ten seconds.</summary>
    /// <exception cref="WorkbenchException">The runtime refuses an operator.</exception>
    public Roofline Measure()
    {
        var (channels, side, _) = Sizes[ArithmeticKind.Depthwise];
        var plain = Step(Chain.Products(ArithmeticKind.Depthwise, channels, side, isInteger: false));
        var activated = Step(Chain.Products(ArithmeticKind.Depthwise, channels, side, isInteger: false, isActivated: true));
        var start = Step(Chain.Sums(8, 1));
        return new Roofline(
            [.. Sizes.Keys.SelectMany(_ => Precisions, Rate)],
            channels * side * side / Math.Max(activated - plain, plain / 100),
            start,
            [.. Kilobytes.Select(kilobytes => BandwidthOf(1024.0 * kilobytes, start))]);
    }

    private ArithmeticRate Rate(ArithmeticKind kind, bool isInteger)
    {
        var size = Sizes[kind];
        var few = Step(Chain.Products(kind, size.Small, 1, isInteger));
        var many = Step(Chain.Products(kind, size.Channels, size.Side, isInteger));
        return new ArithmeticRate(kind, isInteger, Chain.MultiplyAdds(kind, size.Channels, size.Side) / Math.Max(many - few, many / 2), few);
    }

    private Bandwidth BandwidthOf(double bytes, double start)
    {
        // Two maps are read and one is written.
        var seconds = Step(Chain.Sums(8, (int)Math.Sqrt(bytes / 3 / 8 / sizeof(float))));
        return new Bandwidth(bytes, bytes / Math.Max(seconds - start, seconds / 2));
    }

    // Seconds of one more operator in a chain.
    private double Step(Func<int, OnnxGraph> chain)
    {
        using var few = new OnnxSession(chain(Short), threads);
        using var many = new OnnxSession(chain(Long), threads);
        var images = new float[chain(Short).Inputs[0].Shape.Aggregate(1L, (product, size) => product * size!.Value)];
        var random = new RandomStreams(1).Open("images");
        foreach (ref var pixel in images.AsSpan())
        {
            pixel = (float)random.NextDouble();
        }

        // A roofline is what the machine can do, so that the fastest passes count.
        var (least, most) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            (least, most) = (Math.Min(least, Seconds(few)), Math.Min(most, Seconds(many)));
        }

        return Math.Max((most - least) / (Long - Short), Least);

        double Seconds(OnnxSession session) => TimedNetwork.Passes(() => session.Run(images, 1), Turn).Min();
    }
}

/// <summary>Graphs of one operator after itself.</summary>
internal static class Chain
{
    private const string Images = "images";

    /// <summary>Sums of a map with itself.</summary>
    internal static Func<int, OnnxGraph> Sums(int channels, int side) => length =>
    {
        // x + images, so that no sum can be left out.
        var graph = new GraphBuilder();
        var last = Enumerable.Range(1, length).Aggregate(Images, (value, i) => graph.Add("Add", $"sum{i}", [value, Images]));
        return Graph(graph, last, [1, channels, side, side], [1, channels, side, side]);
    };

    /// <summary>Convolutions or linear layers with as many channels after as before, each with ReLU6 where that is asked.</summary>
    internal static Func<int, OnnxGraph> Products(ArithmeticKind kind, int channels, int side, bool isInteger, bool isActivated = false) => length =>
    {
        var graph = new GraphBuilder();
        var last = isInteger ? Pair(graph, Images) : Images;
        for (var i = 1; i <= length; i++)
        {
            var weights = Weights(graph, $"weight{i}", Shape(kind, channels), isInteger);
            last = kind == ArithmeticKind.Linear
                ? graph.Add("Gemm", $"layer{i}", [last, weights], ("transB", 1L))
                : graph.Add("Conv", $"layer{i}", [last, weights], Attributes(kind, channels));
            last = isActivated ? graph.Add("Clip", $"activation{i}", [last, graph.Number(0), graph.Number(6)]) : last;
            last = isInteger ? Pair(graph, last) : last;
        }

        long?[] shape = kind == ArithmeticKind.Linear ? [1, channels] : [1, channels, side, side];
        return Graph(graph, last, shape, shape);
    };

    /// <summary>Products of one operator of such a chain.</summary>
    internal static double MultiplyAdds(ArithmeticKind kind, int channels, int side) =>
        Shape(kind, channels).Aggregate(1.0, (product, size) => product * size) * side * side;

    private static long[] Shape(ArithmeticKind kind, int channels) => kind switch
    {
        ArithmeticKind.Pointwise => [channels, channels, 1, 1],
        ArithmeticKind.Depthwise => [channels, 1, 3, 3],
        ArithmeticKind.Convolution => [channels, channels, 3, 3],
        _ => [channels, channels],
    };

    private static (string, object)[] Attributes(ArithmeticKind kind, int channels)
    {
        long side = kind == ArithmeticKind.Pointwise ? 1 : 3, pad = side / 2;
        return
        [
            ("kernel_shape", new[] { side, side }), ("strides", new[] { 1L, 1L }), ("pads", new[] { pad, pad, pad, pad }), ("dilations", new[] { 1L, 1L }),
            ("group", kind == ArithmeticKind.Depthwise ? channels : 1L),
        ];
    }

    private static string Weights(GraphBuilder graph, string name, long[] shape, bool isInteger)
    {
        var count = (int)shape.Aggregate(1L, (product, size) => product * size);
        var random = new RandomStreams(1).Open(name);
        if (!isInteger)
        {
            return graph.Constant(SafetensorsTensor.Of(name, [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) / 16))], shape));
        }

        var steps = graph.Constant(new SafetensorsTensor($"{name}.steps", SafetensorsType.I8, shape, Enumerable.Range(0, count).Select(_ => unchecked((byte)(random.NextInt32(255) - 127))).ToArray()));
        var scales = graph.Constant(SafetensorsTensor.Of($"{name}.scale", [.. Enumerable.Repeat(1 / 2048f, (int)shape[0])], shape[0]));
        var zeros = graph.Constant(new SafetensorsTensor($"{name}.zero", SafetensorsType.I8, [shape[0]], new byte[shape[0]]));
        return graph.Add("DequantizeLinear", $"{name}.dequantized", [steps, scales, zeros], ("axis", 0L));
    }

    private static string Pair(GraphBuilder graph, string value)
    {
        var (scale, zero) = (graph.Constant(SafetensorsTensor.Of("scale", [1 / 64f])), graph.Constant(SafetensorsTensor.Of("zero", [(byte)128])));
        graph.Add("QuantizeLinear", $"{value}.quantized", [value, scale, zero]);
        return graph.Add("DequantizeLinear", $"{value}.dequantized", [$"{value}.quantized", scale, zero]);
    }

    private static OnnxGraph Graph(GraphBuilder graph, string last, long?[] from, long?[] to)
    {
        graph.Add("Identity", "answer", [last]);
        return graph.Graph("chain", [new OnnxValue(Images, SafetensorsType.F32, from)], [new OnnxValue("answer", SafetensorsType.F32, to)]);
    }
}
