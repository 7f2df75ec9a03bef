using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;

using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Analysis.Gradients;

/// <summary>
/// The gradients of single samples without a pass for each: one backward pass finds the gradient behind every layer, and
/// with the layer's input it gives each sample's gradient of the layer's parameters (in evaluation mode samples do not
/// mix). The gradients that autograd would sum over samples are never computed.
/// </summary>
internal sealed class SampleGradients(BottleneckNetwork network, ConfusionSettings settings)
{
    private readonly IReadOnlyList<ParameterLayer> _layers = WithoutOwn(network.Plan);

    internal GradientGram Gram(Batch samples)
    {
        using var scope = NewDisposeScope();
        var sums = new GramSums(network, samples.Count);
        var losses = new List<double>(samples.Count);
        var parameters = new ParameterTable(network);
        var products = _layers.ToDictionary(layer => layer, layer => LayerProducts.Of(layer, parameters));
        for (var at = 0; at < samples.Count; at += settings.MicroBatch)
        {
            Interruption.Check();
            var count = Math.Min(settings.MicroBatch, samples.Count - at);
            losses.AddRange(Pass(samples, at, count, (layer, input, gradient) =>
            {
                products[layer].Add(input, gradient);
                if (at + count == samples.Count)
                {
                    sums.Add(layer.Group, products[layer].Finish());
                }
            }));
        }

        return sums.ToGram(losses);
    }

    private static IReadOnlyList<ParameterLayer> WithoutOwn(NetworkPlan plan) => plan.Layers().OfType<NetworkLayer.Own>().FirstOrDefault() is { } own
        ? throw new WorkbenchException(
            $"the gradients of single samples are not known for {own.Name}, your layer '{own.Layer.Name}'; measure those of mini-batches")
        : ParameterLayer.Of(plan);

    private double[] Pass(Batch samples, int at, int count, Action<ParameterLayer, Tensor, Tensor> take)
    {
        using var scope = NewDisposeScope();
        using var hook = new SampleHook(network, _layers);
        var losses = Losses(samples.Images.narrow(0, at, count), samples.Labels.narrow(0, at, count));
        hook.Backward(losses.sum(), take);
        return losses.detach().cpu().data<float>().Select(loss => (double)loss).ToArray();
    }

    // The network's own tensors go at once: what backward needs, the graph holds.
    private Tensor Losses(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var device = network.parameters().First().device;
        var losses = F.cross_entropy(
            network.call(images.to(device)), labels.to(device), reduction: nn.Reduction.None, label_smoothing: settings.LabelSmoothing);
        return losses.MoveToOuterDisposeScope();
    }
}

/// <summary>A network's parameters and buffers by dotted name, out of the graph.</summary>
internal sealed class ParameterTable(BottleneckNetwork network)
{
    private readonly Dictionary<string, Tensor> _tensors = network.named_parameters().Select(p => (p.name, Value: (Tensor)p.parameter))
        .Concat(network.named_buffers().Select(b => (b.name, Value: b.buffer)))
        .ToDictionary(pair => pair.name, pair => pair.Value);

    /// <summary>The tensor on the CPU; the caller's scope owns it.</summary>
    internal Tensor this[string name] => _tensors[name].detach().cpu();
}
