using Sandglass.Deployment.Export;
using Sandglass.Runtime;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Sandglass.Deployment.Tests.Export;

/// <summary>Networks whose BatchNorm has seen something: with the statistics of a new one, folding changes next to nothing.</summary>
internal static class Shaken
{
    /// <summary>Gives every BatchNorm other statistics, scales and shifts, and returns all tensors by name.</summary>
    internal static IReadOnlyDictionary<string, SafetensorsTensor> Weights(nn.Module network)
    {
        using var unrecorded = no_grad();
        using var scope = NewDisposeScope();
        network.eval();
        var stream = new RandomStreams(5).Open("batch norm");
        var state = network.state_dict();
        foreach (var (name, values) in state.Where(named => state.ContainsKey($"{Module(named.Key)}.running_var")))
        {
            var (from, to) = name[(name.LastIndexOf('.') + 1)..] switch
            {
                "weight" => (0.7, 1.3),
                "running_var" => (0.5, 1.5),
                "num_batches_tracked" => (1, 1),
                _ => (-0.3, 0.3),
            };
            values.copy_(values.numel() > 1
                ? tensor([.. Enumerable.Range(0, (int)values.numel()).Select(_ => (float)(from + ((to - from) * stream.NextDouble())))])
                : ones_like(values));
        }

        return NetworkExport.WeightsOf(network);
    }

    /// <summary>Numbers that are those of normalised images in size.</summary>
    internal static float[] Images(params int[] shape)
    {
        var stream = new RandomStreams(6).Open("images");
        return [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(_ => (float)((4 * stream.NextDouble()) - 2))];
    }

    /// <summary>Largest distance, as a share of the largest number.</summary>
    internal static double Difference(float[] one, float[] other)
    {
        Assert.Equal(one.Length, other.Length);
        return one.Zip(other, (a, b) => Math.Abs((double)a - b)).Max() / one.Max(Math.Abs);
    }

    private static string Module(string name) => name[..name.LastIndexOf('.')];
}
