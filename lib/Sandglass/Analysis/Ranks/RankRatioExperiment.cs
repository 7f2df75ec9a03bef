using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Tensor = TorchSharp.torch.Tensor;

namespace Sandglass.Analysis.Ranks;

/// <summary>
/// ReXNet's rank ratios of random networks (arXiv 2007.00992): rank(f(W X)) / d_out, where f is BatchNorm and a
/// non-linearity, X is standard normal, d_out is drawn for every network and d_in is a share of it. The numerical rank of
/// a non-linear output depends on the tolerance, which the sources do not state.
/// </summary>
internal sealed record RankRatioExperiment
{
    /// <summary>Networks a point.</summary>
    public int Networks { get; init; } = 10;

    /// <summary>Input over output channels.</summary>
    public IReadOnlyList<double> ChannelRatios { get; init; } = [.. Enumerable.Range(1, 10).Select(i => i / 10.0)];

    /// <summary>Fewest output channels.</summary>
    public int FewestOutputs { get; init; } = 24;

    /// <summary>Most output channels.</summary>
    public int MostOutputs { get; init; } = 96;

    /// <summary>Side of the input maps, pixels.</summary>
    public int Side { get; init; } = 8;

    /// <summary>Input maps a network; every pixel is a sample, and there are more samples than outputs.</summary>
    public int Maps { get; init; } = 8;

    /// <summary>Singular values above this share of the largest count.</summary>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>The curve of one kind of block.</summary>
    /// <param name="block">What is built.</param>
    /// <param name="activation">Its non-linearity; none gives the linear block.</param>
    /// <param name="streams">Where sizes, weights and inputs come from; every activation sees the same ones.</param>
    /// <exception cref="WorkbenchException">There are no more samples than output channels.</exception>
    public IReadOnlyList<RankRatioPoint> Curve(RandomBlock block, Activation activation, RandomStreams streams)
    {
        if (Maps * Side * Side <= MostOutputs)
        {
            throw new WorkbenchException(
                $"{Maps} maps of {Side}×{Side} pixels give no more samples than {MostOutputs} channels; use more or larger maps");
        }

        TorchRuntime.EnsureStarted();
        return
        [
            .. from ratio in ChannelRatios
               select new RankRatioPoint(
                   block, activation, ratio, [.. Enumerable.Range(1, Networks).Select(i => Measure(block, activation, ratio, i, streams))]),
        ];
    }

    private double Measure(RandomBlock block, Activation activation, double ratio, int network, RandomStreams streams)
    {
        Interruption.Check();
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var stream = streams.Open(FormattableString.Invariant($"rank-ratio/{block}/{ratio}/{network}"));
        var outputs = FewestOutputs + stream.NextInt32(MostOutputs - FewestOutputs + 1);
        var inputs = Math.Max(1, (int)Math.Round(ratio * outputs));
        var values = new double[Maps * inputs * Side * Side];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = stream.NextGaussian();
        }

        using var module = block.Build(inputs, outputs, activation);
        Initialization.Released.Apply(module, new RandomStreams(stream.NextInt32(int.MaxValue)));
        module.to(ScalarType.Float64).train(); // BatchNorm by the samples' own statistics
        var output = module.call(Matrices.Of(values, Maps * inputs, Side * Side).reshape(Maps, inputs, Side, Side));
        var moments = new ChannelMoments(outputs);
        moments.Add(output.permute(0, 2, 3, 1).reshape(-1, outputs));
        return moments.Spectrum(ChannelScaling.Raw).RankRatio(Tolerance);
    }
}

/// <summary>A point of a rank-ratio curve: random networks of one kind at one ratio of input to output channels.</summary>
/// <param name="Block">What was built.</param>
/// <param name="Activation">Its non-linearity.</param>
/// <param name="ChannelRatio">Input over output channels.</param>
/// <param name="RankRatios">Rank of the output over its channels, one value a network.</param>
internal sealed record RankRatioPoint(
    RandomBlock Block, Activation Activation, double ChannelRatio, IReadOnlyList<double> RankRatios)
{
    /// <summary>Mean over the networks.</summary>
    public double Mean => RankRatios.Average();
}

/// <summary>What is built with random weights to see how much rank its output has.</summary>
internal enum RandomBlock
{
    /// <summary>One 1×1 convolution.</summary>
    Pointwise,

    /// <summary>One 3×3 convolution over all channels.</summary>
    Conv,

    /// <summary>Classic bottleneck whose narrow width is a sixth of its output.</summary>
    Bottleneck,

    /// <summary>Inverted residual that expands its input sixfold.</summary>
    InvertedResidual,

    /// <summary>Sandglass whose narrow width is a sixth of its output.</summary>
    Sandglass,
}

internal static class RandomBlocks
{
    private const int Ratio = 6;

    /// <summary>
    /// The module; every convolution in it has its BatchNorm and this activation where its family has one. A block adds
    /// its input where both have the same channels.
    /// </summary>
    internal static Module<Tensor, Tensor> Build(this RandomBlock block, int inputs, int outputs, Activation activation) => block switch
    {
        RandomBlock.Pointwise => new ConvLayer(new ConvSpec("conv", inputs, outputs, 1, 1, 1, activation), 1e-5),
        RandomBlock.Conv => new ConvLayer(new ConvSpec("conv", inputs, outputs, 3, 1, 1, activation), 1e-5),
        _ => new BottleneckBlock(Spec(block, inputs, outputs) with { Activation = activation }),
    };

    // The narrow width is a share of the output, as in the macro-plans: a sixth of a small input would be no channel.
    private static BlockSpec Spec(RandomBlock block, int inputs, int outputs) => block switch
    {
        RandomBlock.Bottleneck => BlockSpec.Bottleneck(inputs, outputs, reduction: 1) with { HiddenChannels = Narrow(outputs) },
        RandomBlock.InvertedResidual => BlockSpec.InvertedResidual(inputs, outputs, Ratio),
        RandomBlock.Sandglass => BlockSpec.Sandglass(inputs, outputs, reduction: 1) with { HiddenChannels = Narrow(outputs) },
        _ => throw new ArgumentOutOfRangeException(nameof(block), block, "unknown block"),
    };

    private static int Narrow(int outputs) => Math.Max(1, outputs / Ratio);
}
