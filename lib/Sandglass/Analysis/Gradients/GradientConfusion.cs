using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;

namespace Sandglass.Analysis.Gradients;

/// <summary>
/// Measures gradient confusion. A measurement leaves no trace: mode, BatchNorm's statistics, dropout stream and the
/// parameters' gradients are afterwards what they were. Probes that are open take part, so a network with its shortcuts
/// cut can be measured. Mini-batch and per-sample results are not comparable: averaging scales η by 1/B².
/// </summary>
public static class GradientConfusion
{
    /// <summary>Gradients of single samples, BatchNorm in evaluation mode, in one batched pass.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">K images with labels.</param>
    /// <param name="settings">Null: the default ones.</param>
    /// <exception cref="WorkbenchException">A setting is out of range.</exception>
    public static GradientGram OfSamples(BottleneckNetwork network, Batch samples, ConfusionSettings? settings = null)
    {
        using var undisturbed = new UndisturbedNetwork(network, training: false);
        return new SampleGradients(network, (settings ?? new ConfusionSettings()).Validated()).Gram(samples);
    }

    /// <summary>Gradients of mini-batches, BatchNorm in training mode.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batches">K mini-batches; not disposed.</param>
    /// <param name="streams">Where dropout masks come from, if the plan has dropout.</param>
    /// <param name="settings">Null: the default ones.</param>
    /// <exception cref="WorkbenchException">A setting is out of range.</exception>
    public static GradientGram OfBatches(
        BottleneckNetwork network, IReadOnlyList<Batch> batches, RandomStreams streams, ConfusionSettings? settings = null)
    {
        using var undisturbed = new UndisturbedNetwork(network, training: true);
        return new BatchGradients(network, batches, streams, (settings ?? new ConfusionSettings()).Validated()).Gram();
    }

    /// <summary>The answer of <see cref="OfSamples"/> by a loop: one pass a sample. For checks and benchmarks.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">Batches of one image.</param>
    /// <param name="settings">Null: the default ones.</param>
    /// <exception cref="WorkbenchException">A setting is out of range.</exception>
    public static GradientGram OfSamplesOneByOne(
        BottleneckNetwork network, IReadOnlyList<Batch> samples, ConfusionSettings? settings = null)
    {
        using var undisturbed = new UndisturbedNetwork(network, training: false);
        return new BatchGradients(network, samples, new RandomStreams(0), (settings ?? new ConfusionSettings()).Validated()).Gram();
    }
}
