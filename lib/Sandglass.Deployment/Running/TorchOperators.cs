using Sandglass.Deployment.Onnx;
using Sandglass.Weights;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Deployment.Running;

/// <summary>The operators of exported and of common foreign graphs in libtorch.</summary>
internal static class TorchOperators
{
    /// <summary>What an operator makes of its inputs, null where one is left out.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="inputs">Its inputs; whole numbers of quantized tensors as floats.</param>
    /// <param name="quantized">Type of what a quantization makes.</param>
    /// <exception cref="FormatException">The operator is not known.</exception>
    internal static Tensor Run(OnnxNode node, Tensor?[] inputs, SafetensorsType quantized)
    {
        var x = inputs[0]!;
        return node.Operator switch
        {
            "Add" => x.add(inputs[1]!),
            "AveragePool" => Pool(node, x, (padded, kernel, strides, pads) => F.avg_pool2d(padded, kernel, strides, pads, count_include_pad: node.Get("count_include_pad", 0L) != 0)),
            "BatchNormalization" => Norm(x, inputs, node.Get("epsilon", 1e-5f)),
            "Clip" => x.clamp(inputs.ElementAtOrDefault(1) ?? tensor(float.MinValue), inputs.ElementAtOrDefault(2) ?? tensor(float.MaxValue)),
            "Concat" => cat([.. inputs.Select(input => input!)], node.Get("axis", 0L)),
            "Conv" => Convolution(node, x, inputs[1]!, inputs.ElementAtOrDefault(2)),
            "DequantizeLinear" => x.sub(Along(node, inputs, 2, x)).mul_(Along(node, inputs, 1, x)),
            "Div" => x.div(inputs[1]!),
            "Dropout" or "Identity" => x.alias(),
            "Flatten" => x.flatten(node.Get("axis", 1L)),
            "Gemm" => Gemm(node, x, inputs[1]!, inputs.ElementAtOrDefault(2)),
            "GlobalAveragePool" => x.mean([2, 3], keepdim: true),
            "HardSigmoid" => x.mul(node.Get("alpha", 0.2f)).add(node.Get("beta", 0.5f)).clamp(0, 1),
            "HardSwish" => F.hardswish(x, false),
            "MatMul" => x.matmul(inputs[1]!),
            "MaxPool" => Pool(node, x, (padded, kernel, strides, pads) => F.max_pool2d(padded, kernel, strides, pads)),
            "Mul" => x.mul(inputs[1]!),
            "Pad" => Padded(x, Numbers(inputs[1]!)),
            "QuantizeLinear" => Quantized(x.div(Along(node, inputs, 1, x)).round_().add_(Along(node, inputs, 2, x)), quantized),
            "ReduceMean" => x.mean(node.Get<long[]?>("axes", null) ?? Numbers(inputs[1]!), node.Get("keepdims", 1L) != 0),
            "Relu" => x.relu(),
            "Reshape" => Reshaped(x, Numbers(inputs[1]!)),
            "Sigmoid" => x.sigmoid(),
            "Slice" => Sliced(x, inputs),
            "Softmax" => x.softmax(node.Get("axis", -1L)),
            "Sub" => x.sub(inputs[1]!),
            "Transpose" => x.permute(node.Get("perm", (long[])[])),
            _ => throw new FormatException("it is not known here"),
        };
    }

    private static Tensor Convolution(OnnxNode node, Tensor x, Tensor weight, Tensor? bias)
    {
        var pads = node.Get("pads", new long[4]);
        var (even, padded) = pads[0] == pads[2] && pads[1] == pads[3] ? (pads[..2], x) : ([0, 0], F.pad(x, [pads[1], pads[3], pads[0], pads[2]]));
        return F.conv2d(padded, weight, bias, node.Get("strides", (long[])[1, 1]), even, node.Get("dilations", (long[])[1, 1]), node.Get("group", 1L));
    }

    private static Tensor Pool(OnnxNode node, Tensor x, Func<Tensor, long[], long[], long[], Tensor> pool)
    {
        var pads = node.Get("pads", new long[4]);
        return pads[0] == pads[2] && pads[1] == pads[3] && node.Get("ceil_mode", 0L) == 0
            ? pool(x, node.Get("kernel_shape", (long[])[]), node.Get("strides", (long[])[1, 1]), pads[..2])
            : throw new FormatException("its padding is not even, which is not known here");
    }

    private static Tensor Norm(Tensor x, Tensor?[] inputs, float epsilon)
    {
        var factor = inputs[1]!.div(inputs[4]!.add(epsilon).sqrt());
        return x.mul(PerChannel(factor, x)).add(PerChannel(inputs[2]!.sub(inputs[3]!.mul(factor)), x));
    }

    private static Tensor Gemm(OnnxNode node, Tensor x, Tensor weight, Tensor? bias)
    {
        var product = (node.Get("transA", 0L) != 0 ? x.t() : x).matmul(node.Get("transB", 0L) != 0 ? weight.t() : weight).mul(node.Get("alpha", 1f));
        return bias is null ? product : product.add(bias.mul(node.Get("beta", 1f)));
    }

    // Pads of the format: the starts of all axes, then their ends; libtorch's: pairs from the last axis.
    private static Tensor Padded(Tensor x, long[] pads)
    {
        var axes = pads.Length / 2;
        return F.pad(x, [.. Enumerable.Range(0, axes).Reverse().SelectMany(axis => (long[])[pads[axis], pads[axis + axes]])]);
    }

    private static Tensor Reshaped(Tensor x, long[] shape) => x.reshape([.. shape.Select((size, i) => size == 0 ? x.shape[i] : size)]);

    private static Tensor Sliced(Tensor x, Tensor?[] inputs)
    {
        var (starts, ends) = (Numbers(inputs[1]!), Numbers(inputs[2]!));
        var axes = inputs.ElementAtOrDefault(3) is { } given ? Numbers(given) : [.. starts.Select((_, i) => (long)i)];
        var steps = inputs.ElementAtOrDefault(4) is { } stepping ? Numbers(stepping) : [.. starts.Select(_ => 1L)];
        for (var i = 0; i < starts.Length; i++)
        {
            x = x.slice(axes[i], starts[i], Math.Min(ends[i], x.shape[axes[i]]), steps[i]);
        }

        return x;
    }

    // Half a step is rounded to the even number, as runtimes do; what is beyond the type's range becomes its end.
    private static Tensor Quantized(Tensor steps, SafetensorsType type) => type == SafetensorsType.I8 ? steps.clamp_(sbyte.MinValue, sbyte.MaxValue) : steps.clamp_(byte.MinValue, byte.MaxValue);

    // A scale or zero point: one number, or one for each index of an axis.
    private static Tensor Along(OnnxNode node, Tensor?[] inputs, int index, Tensor x)
    {
        var numbers = inputs.ElementAtOrDefault(index);
        if (numbers is null)
        {
            return zeros(1);
        }

        var axis = node.Get("axis", 1L);
        return numbers.numel() == 1 ? numbers.reshape() : numbers.reshape([.. x.shape.Select((_, i) => i == axis ? -1L : 1L)]);
    }

    private static Tensor PerChannel(Tensor vector, Tensor x) => vector.reshape([1, -1, .. x.shape.Skip(2).Select(_ => 1L)]);

    private static long[] Numbers(Tensor values) => [.. values.data<long>()];
}
