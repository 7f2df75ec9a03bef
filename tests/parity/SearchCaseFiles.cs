using System.Text.Json;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Supernet;
using Sandglass.Search.Training;
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

    internal static void Write(SearchRunSpec spec, ImageDataset data, string folder)
    {
        Directory.CreateDirectory(folder);
        using var scope = NewDisposeScope();
        var (recipe, streams) = (spec.Recipe, new RandomStreams(spec.Seed));
        WriteCase(spec, Path.Combine(folder, "case.json"));
        using var network = new SearchNetwork(spec.Space, streams, recipe.Initialization);
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

    private static void WriteCase(SearchRunSpec spec, string path) => File.WriteAllText(path, JsonSerializer.Serialize(new
    {
        operations = spec.Space.Operations.Select(operation => operation.Name),
        nodes = spec.Space.Nodes,
        cells = spec.Space.Cells,
        channels = spec.Space.Channels,
        stem_stride = spec.Space.StemStride,
        input_channels = spec.Space.InputChannels,
        resolution = spec.Space.Resolution,
        classes = spec.Space.Classes,
        batch_size = spec.Recipe.BatchSize,
        rate = spec.Recipe.LearningRateIn(Epoch),
        momentum = spec.Recipe.Momentum,
        decay = spec.Recipe.WeightDecay,
        longest_gradient = spec.Recipe.LongestGradient,
        alpha_rate = spec.Recipe.AlphaRate,
        alpha_decay = spec.Recipe.AlphaDecay,
    }));

    private static void Add(Dictionary<string, Tensor> to, string name, DataLoader loader)
    {
        var batches = loader.Epoch(Epoch).ToArray();
        to[$"{name}_images"] = cat([.. batches.Select(batch => batch.Images)]);
        to[$"{name}_labels"] = cat([.. batches.Select(batch => batch.Labels)]);
        Array.ForEach(batches, batch => batch.Dispose());
    }
}
