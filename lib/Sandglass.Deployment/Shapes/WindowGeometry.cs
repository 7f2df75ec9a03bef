using Sandglass.Deployment.Onnx;

namespace Sandglass.Deployment.Shapes;

/// <summary>A convolution's or pool's window along one side.</summary>
/// <param name="Kernel">Its elements.</param>
/// <param name="Stride">Its step.</param>
/// <param name="Dilation">Elements between neighbouring ones.</param>
/// <param name="Output">Size of what it makes.</param>
internal readonly record struct WindowGeometry(long Kernel, long Stride, long Dilation, long Output)
{
    /// <summary>Elements of the input that it spans.</summary>
    internal long Span => ((Kernel - 1) * Dilation) + 1;

    /// <summary>The window of a node along each side of its input.</summary>
    /// <exception cref="FormatException">Its attributes cannot be used.</exception>
    internal static IReadOnlyList<WindowGeometry> Of(OnnxNode node, long[] kernel, long[] input)
    {
        var sides = input.Length;
        long[] All(long value) => [.. Enumerable.Repeat(value, sides)];
        var strides = node.Get("strides", All(1));
        var dilations = node.Get("dilations", All(1));
        var pads = node.Get("pads", (long[])[.. All(0), .. All(0)]);
        Damage.Unless(
            kernel.Length == sides && strides.Length == sides && dilations.Length == sides && pads.Length == 2 * sides
                && kernel.Concat(strides).Concat(dilations).All(value => value is > 0 and < int.MaxValue) && pads.All(pad => pad is >= 0 and < int.MaxValue),
            $"{node.Words} has a window, steps or padding that cannot be");
        var (padding, up) = (node.Get("auto_pad", "NOTSET"), node.Get("ceil_mode", 0L) != 0);
        return [.. Enumerable.Range(0, sides).Select(i => new WindowGeometry(kernel[i], strides[i], dilations[i], padding is "SAME_UPPER" or "SAME_LOWER"
            ? ((input[i] - 1) / strides[i]) + 1
            : Steps(input[i] + (padding == "VALID" ? 0 : pads[i] + pads[i + sides]) - (((kernel[i] - 1) * dilations[i]) + 1), strides[i], up, node)))];
    }

    private static long Steps(long room, long stride, bool up, OnnxNode node) => room >= 0
        ? ((room + (up ? stride - 1 : 0)) / stride) + 1
        : throw new FormatException($"the window of {node.Words} is larger than its input");
}
