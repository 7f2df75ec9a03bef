using System.Text.Json;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Benchmarks.Training;

/// <summary>
/// Writes a case for the peer in Python: the network as a flat list of layers, the recipe, the initial weights and the
/// batches in the order in which the library draws them.
/// </summary>
internal static class PeerFiles
{
    internal static void Write(TrainingCase subject, string folder)
    {
        Directory.CreateDirectory(folder);
        using var data = subject.Preset.LoadData();
        using var scope = NewDisposeScope();
        var recipe = subject.Recipe;
        var loader = new DataLoader(
            data.Training, recipe.BatchSize, Normalization.Of(data.Training), recipe.Augmentation, new RandomStreams(TrainingCase.Seed));
        WriteBatches(loader, recipe.Epochs, Path.Combine(folder, "batches.safetensors"));
        using var network = new BottleneckNetwork(subject.Plan, new RandomStreams(TrainingCase.Seed), recipe.Initialization);
        Safetensors.Write(Path.Combine(folder, "weights.safetensors"), network.state_dict());
        var steps = loader.BatchesPerEpoch;
        File.WriteAllText(Path.Combine(folder, "case.json"), JsonSerializer.Serialize(new
        {
            layers = Layers(subject.Plan),
            batch_size = recipe.BatchSize,
            warmup_steps = TrainingCase.WarmupEpochs * steps,
            rates = Enumerable.Range(0, recipe.Epochs * steps).Select(step => recipe.LearningRateAt(step, steps)),
            momentum = ((Sgd)recipe.Optimizer).Momentum,
            weight_decay = recipe.WeightDecay,
            label_smoothing = recipe.LabelSmoothing,
        }));
    }

    private static void WriteBatches(DataLoader loader, int epochs, string path)
    {
        var batches = Enumerable.Range(1, epochs).SelectMany(epoch => loader.Epoch(epoch)).ToArray();
        Safetensors.Write(path, new Dictionary<string, Tensor>
        {
            ["images"] = cat([.. batches.Select(b => b.Images)]),
            ["labels"] = cat([.. batches.Select(b => b.Labels)]),
        });
        Array.ForEach(batches, batch => batch.Dispose());
    }

    private static object[] Layers(NetworkPlan plan) =>
    [
        Convolution(plan.Stem.Name, plan.Stem),
        .. plan.Blocks.SelectMany(block => Block(block.Name, block.Spec)),
        .. plan.Head.Select(conv => Convolution(conv.Name, conv)),
    ];

    private static IEnumerable<object> Block(string name, BlockSpec block)
    {
        var layout = block.Layout;
        var (start, end) = layout.ShortcutAround is { } around
            ? (around.Start.GetOffset(layout.Layers.Count), around.End.GetOffset(layout.Layers.Count))
            : (-1, -1);
        for (var i = 0; i < layout.Layers.Count; i++)
        {
            if (i == start)
            {
                yield return new { op = "keep" };
            }

            yield return Convolution($"{name}.{layout.Layers[i].Name}", (ConvSpec)layout.Layers[i]);
            if (i + 1 == end)
            {
                yield return new { op = "add" };
            }
        }

        if (block.ActivateSum)
        {
            yield return new { op = "activate", activation = $"{block.Activation}" };
        }
    }

    private static object Convolution(string name, ConvSpec conv) => new
    {
        op = "conv",
        name,
        inputs = conv.InChannels,
        outputs = conv.OutChannels,
        kernel = conv.Kernel,
        stride = conv.Stride,
        groups = conv.Groups,
        activation = $"{conv.Activation}",
    };
}
