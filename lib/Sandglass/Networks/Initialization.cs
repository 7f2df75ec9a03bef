using Sandglass.Blocks;
using Sandglass.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sandglass.Networks;

/// <summary>The rule for initial weights. BatchNorm starts at scale 1 and shift 0, linear layers at N(0, 0.01²) and bias 0.</summary>
public enum Initialization
{
    /// <summary>Convolutions N(0, 2 / (k²·out)), which is also torchvision's for MobileNetV2. Depthwise kernels start
    /// small, since <c>out</c> ignores their groups.</summary>
    Released,

    /// <summary>Convolutions N(0, 2 / (k²·out / groups)): He's rule with the fan that a kernel really has.</summary>
    FanOut,
}

/// <summary>What the rules for initial weights do.</summary>
internal static class InitializationRules
{
    /// <summary>Overwrites the weights of convolutions and linear layers; each draws from a stream named after it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="network">The network, on the CPU.</param>
    /// <param name="streams">The run's random streams.</param>
    public static void Apply(this Initialization rule, nn.Module network, RandomStreams streams)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (name, module) in network.named_modules())
        {
            switch (module)
            {
                case OwnLayerModule own: // before the convolutions in it
                    own.Draw(streams.SeedFor($"initialization/{name}"));
                    break;
                case Conv2d conv:
                    var groups = rule == Initialization.FanOut ? conv.groups : 1;
                    var fan = (double)conv.out_channels * conv.kernel_size[0] * conv.kernel_size[^1] / groups;
                    FillNormal(conv.weight!, Math.Sqrt(2 / fan), streams.Open($"initialization/{name}"));
                    conv.bias?.zero_();
                    break;
                case Linear linear:
                    FillNormal(linear.weight!, 0.01, streams.Open($"initialization/{name}"));
                    linear.bias?.zero_();
                    break;
            }
        }
    }

    private static void FillNormal(Tensor weight, double deviation, RandomStream stream)
    {
        var values = new float[weight.numel()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(deviation * stream.NextGaussian());
        }

        using var copy = CopiedTensor.Of(values, weight.shape);
        weight.copy_(copy);
    }
}
