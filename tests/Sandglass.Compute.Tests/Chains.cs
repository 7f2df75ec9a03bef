using static TorchSharp.torch;

namespace Sandglass.Compute.Tests;

/// <summary>Chains of every kind, at widths that are and are not multiples of a vector.</summary>
internal static class Chains
{
    private const string Biased = "biased";

    private static readonly Dictionary<string, (Chain Chain, bool OwnShortcut)> All = Build();

    internal static IEnumerable<string> Names => All.Keys;

    /// <summary>Whether its convolutions have biases.</summary>
    internal static bool IsBiased(Chain chain) => All[Biased].Chain == chain;

    internal static Chain Named(string name) => All[name].Chain;

    internal static (Tensor Input, Tensor? Shortcut) Input(Chain chain, int images, int height, int width, int seed)
    {
        using var random = new Generator((ulong)seed);
        var input = Map(images, chain.In, height, width, random);
        if (chain.Shared == 0)
        {
            return (input, null);
        }

        var (outHeight, outWidth) = chain.Sizes(height, width)[^1];
        return (input, All.Values.First(known => known.Chain == chain).OwnShortcut ? input : Map(images, chain.Out, outHeight, outWidth, random));
    }

    // Channels-last, as networks compute.
    private static Tensor Map(int images, int channels, int height, int width, Generator random) =>
        randn([images, height, width, channels], generator: random).permute(0, 3, 1, 2);

    private static Dictionary<string, (Chain, bool)> Build()
    {
        var chains = new Dictionary<string, (Chain, bool)>
        {
            ["pointwise"] = (new Chain([Unit.Pointwise(5, 21, Bounds.None)], 0, Bounds.None), false),
            ["pointwise, ReLU6"] = (new Chain([Unit.Pointwise(40, 7, Bounds.ReLU6)], 0, Bounds.None), false),
            ["norm"] = (new Chain([Unit.Norm(19, Bounds.ReLU)], 0, Bounds.None), false),
            ["sandglass"] = (Sandglass(48, 8, 48, 1, 48), true),
            ["sandglass, half shared"] = (Sandglass(24, 5, 24, 1, 12), true),
            ["sandglass, stride 2"] = (Sandglass(24, 4, 40, 2, 0), false),
            ["inverted"] = (Inverted(16, 90, 16, 1, 16), true),
            ["inverted, stride 2"] = (Inverted(8, 48, 24, 2, 0), false),
            ["behind a dense convolution"] = (new Chain([Unit.Norm(12, Bounds.ReLU6), Unit.Pointwise(12, 50, Bounds.None)], 50, Bounds.ReLU6), false),
            ["half shared, activated"] = (new Chain([Unit.Norm(12, Bounds.ReLU), Unit.Pointwise(12, 20, Bounds.ReLU)], 9, Bounds.ReLU), false),
        };
        chains[Biased] = (
            new Chain(
                [
                    Unit.Depthwise(20, 3, 1, Bounds.ReLU6), Unit.Pointwise(20, 9, Bounds.ReLU) with { IsNormalized = false },
                    Unit.Pointwise(9, 21, Bounds.None) with { IsNormalized = false },
                ],
                0,
                Bounds.None),
            false);
        chains["filters of a cell"] = (Filters(20, 3, 1), false);
        foreach (var kernel in (int[])[3, 5, 7])
        {
            foreach (var stride in (int[])[1, 2])
            {
                chains[$"dilated {kernel}x{kernel}, stride {stride}"] = (Filters(20, kernel, stride, dilation: 2), false);
                chains[$"depthwise {kernel}x{kernel}, stride {stride}"] = (new Chain([Unit.Depthwise(20, kernel, stride, Bounds.ReLU6)], 0, Bounds.None), false);
            }
        }

        return chains;
    }

    // ReLU, depthwise, pointwise, BatchNorm, then the same with a ReLU behind, and a depthwise with nothing behind.
    private static Chain Filters(int channels, int kernel, int stride, int dilation = 1)
    {
        var depthwise = Unit.Depthwise(channels, kernel, stride, Bounds.None) with { Dilation = dilation, IsNormalized = false };
        return new Chain(
            [
                depthwise, Unit.Pointwise(channels, 12, Bounds.ReLU), Unit.Pointwise(12, channels, Bounds.ReLU6) with { IsNormalized = false },
                depthwise with { Stride = 1 },
            ],
            0,
            Bounds.None)
        {
            Before = Bounds.ReLU,
        };
    }

    private static Chain Sandglass(int wide, int narrow, int to, int stride, int shared) => new(
        [
            Unit.Depthwise(wide, 3, 1, Bounds.ReLU6), Unit.Pointwise(wide, narrow, Bounds.None),
            Unit.Pointwise(narrow, to, Bounds.ReLU6), Unit.Depthwise(to, 3, stride, Bounds.None),
        ],
        shared,
        Bounds.None);

    private static Chain Inverted(int narrow, int wide, int to, int stride, int shared) => new(
        [Unit.Pointwise(narrow, wide, Bounds.ReLU6), Unit.Depthwise(wide, 3, stride, Bounds.ReLU6), Unit.Pointwise(wide, to, Bounds.None)],
        shared,
        Bounds.None);
}
