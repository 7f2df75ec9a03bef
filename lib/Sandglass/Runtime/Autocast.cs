using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Runtime;

/// <summary>
/// Forward passes in mixed precision, as <c>torch.autocast</c> of PyTorch (TorchSharp has none): convolutions and linear
/// layers take inputs and weights rounded to bfloat16 and give bfloat16, so that the maps between them are half as large;
/// BatchNorm reads these and keeps its statistics, scale and shift in 32 bits. The weights stay 32-bit numbers: the rounding
/// is part of the graph, and gradients arrive in their type.
/// </summary>
internal static class Autocast
{
    [ThreadStatic]
    private static bool _isOn;

    /// <summary>Lets the passes of this thread compute in bfloat16 until the result is disposed; backward passes follow their forward pass.</summary>
    public static IDisposable Bfloat16()
    {
        var scope = new Scope(_isOn);
        _isOn = true;
        return scope;
    }

    /// <summary>What a convolution makes of its input [N, C, H, W], in the precision of this thread.</summary>
    /// <param name="convolution">Its padding is zeros of a given width.</param>
    /// <param name="x">Its input.</param>
    public static Tensor Convolve(this Conv2d convolution, Tensor x)
    {
        if (!_isOn)
        {
            return convolution.call(x);
        }

        var (weight, bias) = (Low(convolution.weight!), convolution.bias is { } own ? Low(own) : null);
        return F.conv2d(Low(x), weight, bias, convolution.stride, convolution.padding, convolution.dilation, convolution.groups);
    }

    /// <summary>What a linear layer makes of its input [N, features], in the precision of this thread.</summary>
    /// <param name="linear">The layer.</param>
    /// <param name="x">Its input.</param>
    public static Tensor Apply(this Linear linear, Tensor x) =>
        !_isOn ? linear.call(x) : F.linear(Low(x), Low(linear.weight), linear.bias is { } bias ? Low(bias) : null);

    /// <summary>As 32-bit floats: the tensor itself if it holds such.</summary>
    public static Tensor ToFloat32(this Tensor x) => x.dtype == ScalarType.Float32 ? x : x.to(ScalarType.Float32);

    private static Tensor Low(Tensor x) => x.dtype == ScalarType.BFloat16 ? x : x.to(ScalarType.BFloat16);

    private sealed class Scope(bool before) : IDisposable
    {
        public void Dispose() => _isOn = before;
    }
}
