using Sandglass;
using Sandglass.Counting;
using Sandglass.Deployment.Counting;
using Sandglass.Deployment.Latency;
using Sandglass.Deployment.Onnx;
using Sandglass.Deployment.Shapes;
using Sandglass.Display;
using Sandglass.Display.Pages;
using static Workbench.Reports.Wording;

namespace Workbench.Reports;

/// <summary>A network to be shown.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Graph">In single precision, the sides of its images fixed.</param>
/// <param name="Steps">In 8 bits; null where there is none.</param>
/// <param name="About8Bits">Where its ranges come from, or why there is none.</param>
internal sealed record ShownNetwork(string Title, OnnxGraph Graph, OnnxGraph? Steps, string About8Bits);

/// <summary>Graphs as pages: what each operator is, where its input comes from, and what it costs.</summary>
internal static class NetworkPages
{
    private const int LongestName = 300;
    private const string Share = "A percentage is the share of the whole network; of live memory, that of its peak.";

    /// <summary>The page of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="times">What its operators take on this machine; null where nobody measured it.</param>
    /// <exception cref="WorkbenchException">An operator or a shape is not known, or there are too many or none.</exception>
    internal static NetworkPage Of(ShownNetwork network, OperatorTimes? times = null)
    {
        var (graph, steps) = (network.Graph, network.Steps);
        NetworkPage.RequireFitting(Quoted.Line(network.Title), graph.Nodes.Count);
        var shapes = GraphShapes.Of(graph);
        var (single, integers) = (GraphMemory.Of(graph), steps is null ? null : GraphMemory.OfSteps(steps));
        var (rows, count) = Damage.Typed(
            () => Rows(graph, shapes, single, integers, times),
            (fault, cause) => new OnnxException($"{Quoted.Name(graph.Name)} cannot be shown: {fault}; export it again", cause));
        return new NetworkPage(
            Quoted.Line(network.Title),
            $"{CellText.Whole(count.Parameters)} parameters and {CellText.Whole(count.MultiplyAdds)} multiply-adds in {Counted(rows.Length, "operator")}; an output sees {CellText.Whole(count.ReceptiveField)}×{CellText.Whole(count.ReceptiveField)} pixels. At most {PrecisionTotals.InWords(single.Peak!.Live)} of activations are in memory at a time.{(times is null ? "" : $" {Taken(times)}")}",
            [.. graph.Inputs.Select(input => $"{Cut(input.Name)} {Shape(shapes[input.Name])}")],
            rows,
            [Totals("float32", single, rows), .. integers is null ? Array.Empty<PrecisionTotals>() : [Totals("int8", integers, rows)]],
            [.. Notes(integers is not null, network.About8Bits, times)]);
    }

    private static string Taken(OperatorTimes times) =>
        $"Its operators take {Milliseconds(times.Single)} on this machine{(times.Steps is { } steps ? $", and {Milliseconds(steps)} in 8 bits" : "")}.";

    private static string Milliseconds(IReadOnlyList<OperatorLatency> operators) => FormattableString.Invariant($"{1000 * operators.Sum(one => one.Seconds):0.00} ms");

    private static (OperatorRow[] Rows, NetworkCount Count) Rows(
        OnnxGraph graph, GraphShapes shapes, GraphMemory single, GraphMemory? integers, OperatorTimes? times)
    {
        var counts = OnnxCounter.ByOperator(graph, shapes).ToArray();
        var (makers, taken, taken8) = (Makers(graph), ByName(times?.Single), ByName(times?.Steps));
        var cost8 = integers?.Operators.ToDictionary(at => at.Node.Label, at => Cost(at, taken8));
        var rows = graph.Nodes.Select((node, i) => new OperatorRow(
            Cut(node.Label),
            Kind(node, counts[i], shapes),
            Shape(shapes[node.Output]),
            [.. node.Inputs.Where(makers.ContainsKey).Select(input => makers[input]).Distinct()],
            counts[i]?.Parameters ?? 0,
            counts[i]?.MultiplyAdds ?? 0,
            Cost(single.Operators[i], taken))
        {
            Integers = cost8?.GetValueOrDefault(node.Label),
        }).ToArray();
        return (rows, new NetworkCount(graph.Name, [.. counts.OfType<LayerCount>()]));
    }

    private static PrecisionTotals Totals(string precision, GraphMemory memory, OperatorRow[] rows)
    {
        var peak = memory.Peak!;
        var (at, row) = (Cut(peak.Node.Label), Array.FindIndex(rows, row => row.Name == Cut(peak.Node.Label)));
        return new(precision, memory.Weights, memory.Read, memory.Written, peak.Live, at, row < 0 ? null : row);
    }

    private static IEnumerable<string> Notes(bool has8Bits, string about8Bits, OperatorTimes? times)
    {
        yield return "One image. Multiply-adds: products of convolutions and linear layers, no bias. Parameters: constants that are multiplied or added; a folded BatchNorm has one number a channel. kB are 1,000 bytes.";
        yield return "Weights: bytes of the constants that an operator is the first to read. Read and written: bytes of its activations, each value once; an operator that a runtime joins with the one before it moves less.";
        yield return "Live memory: activations that are there while an operator runs, which are its inputs, its outputs and what later operators need; live after: what is still needed when it is done. Each value has a place of its own. A runtime that computes in place or joins operators needs less, one that keeps memory for later needs more.";
        yield return Share;
        if (has8Bits)
        {
            yield return "int8: weights of 8 bits with a scale a channel, activations of 8 bits where a runtime with integer kernels hands steps from operator to operator, in single precision elsewhere. The graph drawn is that of single precision; what turns the input into steps counts in the totals and is no row.";
        }

        yield return about8Bits;
        if (times is not null)
        {
            yield return "Measured: ONNX Runtime's profile, one image, one thread, the mean of twenty passes; an operator without a time is done by the one before it. Predicted: what the machine's roofline has for its arithmetic, its bytes and its activation.";
            yield return string.Join(" ", times.Environment.Lines());
        }
    }

    // By value: the operator that makes it, or the graph's input, as the page numbers them. Constants have none.
    private static Dictionary<string, int> Makers(OnnxGraph graph)
    {
        var makers = graph.Inputs.Index().ToDictionary(input => input.Item.Name, input => -1 - input.Index);
        foreach (var (i, node) in graph.Nodes.Index())
        {
            foreach (var output in node.Outputs.Where(output => output.Length > 0))
            {
                makers[output] = i;
            }
        }

        return makers;
    }

    private static OperatorCost Cost(OperatorMemory at, Dictionary<string, OperatorLatency> taken) => new(at.Weights, at.Read, at.Written, at.Live, at.LiveAfter)
    {
        MeasuredMicroseconds = 1e6 * taken.GetValueOrDefault(at.Node.Label)?.Seconds,
        PredictedMicroseconds = 1e6 * taken.GetValueOrDefault(at.Node.Label)?.Predicted,
    };

    private static Dictionary<string, OperatorLatency> ByName(IReadOnlyList<OperatorLatency>? operators) =>
        (operators ?? []).DistinctBy(one => one.Name).ToDictionary(one => one.Name);

    // A convolution by what it mixes, its window and its step; others by the standard's name.
    private static string Kind(OnnxNode node, LayerCount? count, GraphShapes shapes)
    {
        if (node.Operator is not ("Conv" or "QLinearConv" or "ConvInteger" or "MaxPool" or "AveragePool"))
        {
            return Cut(node.Operator);
        }

        var weights = node.Operator == "QLinearConv" ? 3 : 1;
        var window = node.Get("kernel_shape", node.Operator.EndsWith("Pool", StringComparison.Ordinal) ? [] : shapes.Input(node, weights)[2..]);
        var (stride, dilation) = (node.Get("strides", (long[])[1])[0], node.Get("dilations", (long[])[1])[0]);
        var name = node.Operator.EndsWith("Pool", StringComparison.Ordinal) ? node.Operator : count!.Type.ToString().ToLowerInvariant();
        return $"{name} {string.Join('×', window)}{(stride == 1 ? "" : $", stride {stride}")}{(dilation == 1 ? "" : $", dilation {dilation}")}";
    }

    // Without the batch.
    private static string Shape(IReadOnlyList<long> shape) => shape switch
    {
        [_, var channels, var height, var width] => height == width ? $"{channels}×{height}²" : $"{channels}×{height}×{width}",
        { Count: > 0 } => string.Join('×', shape.Skip(1)),
        _ => "one number",
    };

    private static string Cut(string name) => Quoted.Line(name.Length > LongestName ? $"{name[..LongestName]}…" : name);
}
