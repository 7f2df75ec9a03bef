using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Sandglass.Analysis.Gradients;

/// <summary>Null distributions of gradient confusion, in the form of the measurement.</summary>
internal static class GradientNulls
{
    /// <summary>The network on random labels: the effect of the images alone.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">K images; their labels are not used.</param>
    /// <param name="streams">Where the labels come from.</param>
    /// <param name="settings">Those of the measurement beside it.</param>
    /// <exception cref="WorkbenchException">A setting is out of range.</exception>
    internal static GradientGram RandomLabels(
        BottleneckNetwork network, Batch samples, RandomStreams streams, ConfusionSettings? settings = null)
    {
        using var relabelled = Relabelled(samples, network.Plan.Classes, streams.Open("confusion/labels"));
        return GradientConfusion.OfSamples(network, relabelled, settings);
    }

    /// <summary>The network on mini-batches with labels drawn at random.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batches">K mini-batches; their labels are not used.</param>
    /// <param name="streams">Where labels and dropout masks come from.</param>
    /// <param name="settings">Those of the measurement beside it.</param>
    /// <exception cref="WorkbenchException">A setting is out of range.</exception>
    internal static GradientGram RandomLabels(
        BottleneckNetwork network, IReadOnlyList<Batch> batches, RandomStreams streams, ConfusionSettings? settings = null)
    {
        var stream = streams.Open("confusion/labels");
        var relabelled = batches.Select(batch => Relabelled(batch, network.Plan.Classes, stream)).ToList();
        try
        {
            return GradientConfusion.OfBatches(network, relabelled, streams, settings);
        }
        finally
        {
            relabelled.ForEach(batch => batch.Dispose());
        }
    }

    /// <summary>A network of the same plan before training, on the same samples.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="initialization">The recipe's rule.</param>
    /// <param name="samples">K images with labels.</param>
    /// <param name="streams">Where the weights come from.</param>
    /// <param name="settings">Those of the measurement beside it.</param>
    /// <exception cref="WorkbenchException">A setting is out of range.</exception>
    internal static GradientGram Untrained(
        NetworkPlan plan, Initialization initialization, Batch samples, RandomStreams streams, ConfusionSettings? settings = null)
    {
        using var network = new BottleneckNetwork(plan, streams, initialization);
        return GradientConfusion.OfSamples(network, samples, settings);
    }

    /// <summary>A network of the same plan before training, on the same mini-batches.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="initialization">The recipe's rule.</param>
    /// <param name="batches">K mini-batches.</param>
    /// <param name="streams">Where weights and dropout masks come from.</param>
    /// <param name="settings">Those of the measurement beside it.</param>
    /// <exception cref="WorkbenchException">A setting is out of range.</exception>
    internal static GradientGram Untrained(
        NetworkPlan plan, Initialization initialization, IReadOnlyList<Batch> batches, RandomStreams streams, ConfusionSettings? settings = null)
    {
        using var network = new BottleneckNetwork(plan, streams, initialization);
        return GradientConfusion.OfBatches(network, batches, streams, settings);
    }

    /// <summary>Vectors of independent standard normal numbers, whose cosines spread as 1/√P; the losses are zero.</summary>
    /// <param name="count">K.</param>
    /// <param name="parameters">P, at least K.</param>
    /// <param name="streams">Where the numbers come from.</param>
    public static GradientGram RandomVectors(int count, long parameters, RandomStreams streams) => new(
        new double[count],
        new Dictionary<string, GroupGram>
        {
            [GradientGram.All] = new(parameters, WishartDraws.Draw(count, parameters, streams.Open("confusion/vectors"))),
        });

    private static Batch Relabelled(Batch batch, int classes, RandomStream stream)
    {
        using var scope = NewDisposeScope();
        var labels = CopiedTensor.Of([.. Enumerable.Range(0, batch.Count).Select(_ => (long)stream.NextInt32(classes))], batch.Count);
        return new Batch(batch.Images.alias().DetachFromDisposeScope(), labels.DetachFromDisposeScope());
    }
}
