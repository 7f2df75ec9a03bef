using Sandglass.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sandglass.Detection.Networks;

/// <summary>Initial weights of a detector's heads: even within ±√(6 / (fan in + fan out)), biases 0.</summary>
internal static class HeadInitialization
{
    internal static void Apply(Detector detector, RandomStreams streams)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (name, module) in detector.named_modules())
        {
            if (module is Conv2d conv && name.StartsWith("head", StringComparison.Ordinal))
            {
                var area = (double)conv.kernel_size[0] * conv.kernel_size[^1];
                var fans = area * ((conv.in_channels / (double)conv.groups) + conv.out_channels);
                Fill(conv.weight!, Math.Sqrt(6 / fans), streams.Open($"initialization/{name}"));
                conv.bias!.zero_();
            }
        }
    }

    private static void Fill(Tensor weight, double bound, RandomStream stream)
    {
        var values = new float[weight.numel()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(bound * ((2 * stream.NextDouble()) - 1));
        }

        using var copy = CopiedTensor.Of(values, weight.shape);
        weight.copy_(copy);
    }
}
