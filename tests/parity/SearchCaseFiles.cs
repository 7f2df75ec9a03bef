using System.Text.Json;
using Sandglass;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Supernet;
using Sandglass.Search.Training;
using Sandglass.Training;
using Sandglass.Weights;
using static TorchSharp.torch;

namespace Parity;

/// <summary>
/// Writes the first epoch of a search for <c>darts_search.py</c>: space and recipe, initial weights and alphas, and the
/// batches of both halves in the order in which the library draws them.
/// </summary>
internal static class SearchCaseFiles
{
    private const int Epoch = 1;

    internal static void Write(RunSpec spec, ImageDataset data, string folder)
    {
        Directory.CreateDirectory(folder);
        using var scope = NewDisposeScope();
        var (recipe, streams) = (spec.Recipe, new RandomStreams(spec.Seed));
        var search = (AlphaSearch)spec.Task;
        WriteCase(search, recipe, Path.Combine(folder, "case.json"));
        using var network = new SearchNetwork(search.Space, streams, recipe.Initialization);
        Safetensors.Write(Path.Combine(folder, "weights.safetensors"), new Dictionary<string, Tensor>(network.state_dict())
        {
            ["alphas/normal"] = network.Alphas.Normal,
            ["alphas/reduction"] = network.Alphas.Reduction,
        });
        using var halves = SearchHalves.Of(data, streams);
        var normalization = Normalization.Of(halves.Weights);
        var other = new RandomStreams((int)(streams.SeedFor("validation") >> 32));
        var batches = new Dictionary<string, Tensor>();
        Add(batches, "training", new DataLoader(halves.Weights, recipe.BatchSize, normalization, recipe.Augmentation, streams));
        Add(batches, "validation", new DataLoader(halves.Architecture, recipe.BatchSize, normalization, recipe.Augmentation, other));
        Safetensors.Write(Path.Combine(folder, "batches.safetensors"), batches);
    }

    private static void WriteCase(AlphaSearch search, Recipe recipe, string path) => File.WriteAllText(path, JsonSerializer.Serialize(new
    {
        operations = search.Space.Operations.Select(operation => operation.Name),
        nodes = search.Space.Nodes,
        cells = search.Space.Cells,
        channels = search.Space.Channels,
        stem_stride = search.Space.StemStride,
        input_channels = search.Space.InputChannels,
        resolution = search.Space.Resolution,
        classes = search.Space.Classes,
        batch_size = recipe.BatchSize,
        rate = recipe.LearningRateAt(0, stepsPerEpoch: 1),
        momentum = ((Sgd)recipe.Optimizer).Momentum,
        decay = recipe.WeightDecay,
        gradient_clip_norm = recipe.GradientClipNorm,
        alpha_rate = search.AlphaRate,
        alpha_decay = search.AlphaDecay,
    }));

    private static void Add(Dictionary<string, Tensor> to, string name, DataLoader loader)
    {
        var batches = loader.Epoch(Epoch).ToArray();
        to[$"{name}_images"] = cat([.. batches.Select(batch => batch.Images)]);
        to[$"{name}_labels"] = cat([.. batches.Select(batch => batch.Labels)]);
        Array.ForEach(batches, batch => batch.Dispose());
    }
}
