using Sandglass.Deployment.Onnx;
using Sandglass.Weights;

namespace Sandglass.Deployment.Quantization;

/// <summary>
/// Writes quantization into a graph, in the form that runtimes read (QDQ): weights as 8-bit steps with their scales, and a
/// pair of operators around each activation,
/// <code>
/// value ─► QuantizeLinear ─► value.quantized ─► DequantizeLinear ─► value.dequantized ─► Conv, Gemm, Add, …
/// </code>
/// A runtime with integer kernels joins each operator with the pairs around it; <see cref="Running.GraphRunner"/> runs it as it
/// stands. Of fewer than 8 bits the steps lie in the same types, and a <c>Clip</c> before the pair keeps them in range.
/// </summary>
internal sealed class GraphQuantization
{
    private static readonly HashSet<string> WithWeights = ["Conv", "Gemm"];

    // Operators that runtimes compute on steps.
    private static readonly HashSet<string> OnSteps = ["Conv", "Gemm", "Add", "Concat", "GlobalAveragePool", "AveragePool", "MaxPool"];

    private readonly OnnxGraph _graph;
    private readonly QuantizationScheme _scheme;
    private readonly Calibration _calibration;
    private readonly GraphBuilder _quantized;
    private readonly Dictionary<string, QuantizationSteps> _paired = [];

    private GraphQuantization(OnnxGraph graph, QuantizationScheme scheme, Calibration calibration)
    {
        (_graph, _scheme, _calibration, _quantized) = (graph, scheme.Validated(), calibration, new GraphBuilder(graph.Constants));
    }

    /// <summary>The quantized graph.</summary>
    /// <param name="graph">The graph in single precision, BatchNorm folded.</param>
    /// <param name="scheme">How it is quantized.</param>
    /// <param name="calibration">What calibration images make of its values.</param>
    /// <exception cref="WorkbenchException">The scheme cannot be used.</exception>
    public static OnnxGraph Of(OnnxGraph graph, QuantizationScheme scheme, Calibration calibration)
    {
        var quantization = new GraphQuantization(graph, scheme, calibration);
        var inFloat = scheme.InFloat.ToHashSet();
        foreach (var node in graph.Nodes)
        {
            quantization._quantized.Add(OnSteps.Contains(node.Operator) && !inFloat.Contains(node.Name) ? quantization.Quantized(node) : node);
        }

        return quantization._quantized.In(graph);
    }

    private OnnxNode Quantized(OnnxNode node)
    {
        if (!WithWeights.Contains(node.Operator))
        {
            return node with { Inputs = [.. node.Inputs.Select(input => _graph.Constants.ContainsKey(input) ? input : Pair(input))] };
        }

        if (!_graph.Constants.TryGetValue(node.Inputs[1], out var weight))
        {
            return node;
        }

        var input = Pair(node.Inputs[0]);
        var (name, scales, shifts) = Weights(weight, node);
        var bias = node.Inputs.Count > 2 && _graph.Constants.TryGetValue(node.Inputs[2], out var biases) ? [Bias(biases, shifts, scales, _paired[node.Inputs[0]].Scale)] : node.Inputs.Skip(2);
        return node with { Inputs = [input, name, .. bias] };
    }

    // The pair around an activation, once for all its readers.
    private string Pair(string value)
    {
        if (!_paired.ContainsKey(value))
        {
            var steps = _paired[value] = _calibration.Histograms[value].Steps(_scheme.Range, _scheme.ActivationBits);
            var (scale, zero) = (Constant(SafetensorsTensor.Of($"{value}.scale", [steps.Scale])), Constant(SafetensorsTensor.Of($"{value}.zero", [(byte)steps.ZeroPoint])));
            var clipped = value;
            if (_scheme.ActivationBits < 8)
            {
                clipped = $"{value}.clipped";
                _quantized.Add("Clip", clipped, [value, Constant(SafetensorsTensor.Of($"{value}.least", [steps.Least])), Constant(SafetensorsTensor.Of($"{value}.most", [steps.Greatest]))]);
            }

            _quantized.Add("QuantizeLinear", $"{value}.quantized", [clipped, scale, zero]);
            _quantized.Add("DequantizeLinear", $"{value}.dequantized", [$"{value}.quantized", scale, zero]);
        }

        return $"{value}.dequantized";
    }

    // Channels lie along the first axis of a convolution's weights, and of a linear layer's as they are exported.
    private (string Name, float[] Scales, double[] Shifts) Weights(SafetensorsTensor weight, OnnxNode node)
    {
        var (values, channels) = (weight.ToSingles(), (int)weight.Shape[0]);
        var each = values.Length / channels;
        var whole = QuantizationSteps.OfWeights(values, _scheme.WeightBits);
        var perChannel = _scheme.PerChannel && node.Get("transB", 1L) == 1;
        var (steps, scales, shifts) = (new sbyte[values.Length], new float[perChannel ? channels : 1], new double[channels]);
        for (var c = 0; c < channels; c++)
        {
            var own = perChannel ? QuantizationSteps.OfWeights(values.AsSpan(c * each, each), _scheme.WeightBits) : whole;
            scales[perChannel ? c : 0] = own.Scale;
            for (var i = c * each; i < (c + 1) * each; i++)
            {
                steps[i] = own.Step(values[i]);
            }

            shifts[c] = _scheme.CorrectsBias ? Shift(node, c, channels, weight.Shape, i => (steps[(c * each) + i] * (double)own.Scale) - values[(c * each) + i]) : 0;
        }

        var name = weight.Name;
        var (scale, zero) = (
            Constant(SafetensorsTensor.Of($"{name}.scale", scales, perChannel ? [channels] : [])),
            Constant(new SafetensorsTensor($"{name}.zero", SafetensorsType.I8, perChannel ? [channels] : [], new byte[scales.Length])));
        var stepped = Constant(new SafetensorsTensor($"{name}.steps", SafetensorsType.I8, weight.Shape, Array.ConvertAll(steps, step => unchecked((byte)step))));
        _quantized.Add("DequantizeLinear", $"{name}.dequantized", [stepped, scale, zero], ("axis", 0L));
        return ($"{name}.dequantized", scales, shifts);
    }

    // What the error of a channel's weights adds to its output on average: each error times the mean of what it meets.
    private double Shift(OnnxNode node, int channel, int channels, IReadOnlyList<long> shape, Func<int, double> error)
    {
        if (!_calibration.Means.TryGetValue(node.Inputs[0], out var means))
        {
            return 0;
        }

        var (inputs, window) = ((int)shape[1], (int)shape.Skip(2).Aggregate(1L, (product, side) => product * side));
        var first = channel / (channels / (int)node.Get("group", 1L)) * inputs;
        var shift = 0.0;
        for (var i = 0; i < inputs * window; i++)
        {
            shift += error(i) * means[first + (i / window)];
        }

        return shift;
    }

    // A bias is added to sums of products of steps, so that it has their scale.
    private string Bias(SafetensorsTensor bias, double[] shifts, float[] scales, float input)
    {
        var values = bias.ToSingles();
        var products = Array.ConvertAll(scales, scale => scale * input);
        var steps = values.Select((value, c) => (int)Math.Clamp(Math.Round((value - shifts[c]) / products[scales.Length > 1 ? c : 0], MidpointRounding.ToEven), int.MinValue, int.MaxValue)).ToArray();
        var name = bias.Name;
        long[] shape = scales.Length > 1 ? [scales.Length] : [];
        var (scale, zero) = (
            Constant(SafetensorsTensor.Of($"{name}.scale", products, shape)),
            Constant(new SafetensorsTensor($"{name}.zero", SafetensorsType.I32, shape, new byte[sizeof(int) * scales.Length])));
        var stepped = Constant(new SafetensorsTensor($"{name}.steps", SafetensorsType.I32, bias.Shape, System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(steps).ToArray()));
        _quantized.Add("DequantizeLinear", $"{name}.dequantized", [stepped, scale, zero], ("axis", 0L));
        return $"{name}.dequantized";
    }

    private string Constant(SafetensorsTensor tensor) => _quantized.Constant(tensor);
}
