using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Analysis.Gradients;

/// <summary>The gradient of each mini-batch by a backward pass of its own, multiplied with those before it.</summary>
internal sealed class BatchGradients(BottleneckNetwork network, IReadOnlyList<Batch> batches, RandomStreams streams, ConfusionSettings settings)
{
    private readonly (string Name, Tensor Value)[] _parameters =
        [.. network.named_parameters().Select(p => (p.name, (Tensor)p.parameter))];

    private readonly double[] _losses = new double[batches.Count];

    internal GradientGram Gram()
    {
        using var scope = NewDisposeScope();
        var sums = new GramSums(network, batches.Count);
        var bytes = sizeof(float) * _parameters.Sum(p => p.Value.numel());
        var kept = (int)Math.Clamp(settings.GradientBytes / bytes, 1, batches.Count);
        for (var first = 0; first < batches.Count; first += kept)
        {
            Multiply(sums, first, Math.Min(kept, batches.Count - first));
        }

        return sums.ToGram(_losses);
    }

    // The products of the kept gradients with each other and with all later ones.
    private void Multiply(GramSums sums, int first, int kept)
    {
        using var scope = NewDisposeScope();
        var sizes = sums.Names.ToDictionary(name => name, name => Of(name, sums.Names).Sum(i => _parameters[i].Value.numel()));
        var rows = sums.Names.ToDictionary(name => name, name => empty(kept, sizes[name]));
        for (var j = first; j < batches.Count; j++)
        {
            Interruption.Check();
            using var step = NewDisposeScope();
            var gradient = Gradient(j);
            var known = Math.Min(j - first + 1, kept);
            foreach (var name in sums.Names)
            {
                var row = cat([.. Of(name, sums.Names).Select(i => gradient[i].reshape(-1))]).cpu();
                if (j - first < kept)
                {
                    rows[name].select(0, j - first).copy_(row);
                }

                sums.Set(name, j, first, rows[name].narrow(0, 0, known).mv(row).data<float>().ToArray());
            }
        }
    }

    private IEnumerable<int> Of(string group, IReadOnlyList<string> groups) =>
        Enumerable.Range(0, _parameters.Length).Where(i => ParameterLayer.GroupOf(_parameters[i].Name, groups) == group);

    private IList<Tensor> Gradient(int index)
    {
        var device = _parameters[0].Value.device;
        network.SeedDropout(streams, index);
        var scores = network.call(batches[index].Images.to(device));
        var loss = F.cross_entropy(scores, batches[index].Labels.to(device), label_smoothing: settings.LabelSmoothing);
        _losses[index] = loss.ReadSingle();
        return autograd.grad([loss], [.. _parameters.Select(p => p.Value)]);
    }
}
