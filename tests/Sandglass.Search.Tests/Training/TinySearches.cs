using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Tests.Networks;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Search.Tests.Training;

/// <summary>Searches of seconds on 48 images of stripes: lying, standing, and none.</summary>
internal static class TinySearches
{
    private const int Side = 8;

    internal static AlphaSearch Task { get; } = new(TinySpaces.Few) { AlphaRate = 0.05 };

    internal static Recipe Recipe { get; } = AlphaSearch.PublishedRecipe with { Epochs = 3, BatchSize = 6, Augmentation = new Augmentation(1, true, 0) };

    internal static RunSpec Spec(DatasetSplits data, int seed = 1) => new(Task, Recipe, data.Identity, seed);

    internal static DatasetSplits Splits() => new(Data(), Data(), Data());

    internal static ImageDataset Data()
    {
        var stream = new RandomStreams(3).Open("stripes");
        var (pixels, labels) = (new byte[48 * Side * Side], new byte[48]);
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = (byte)(i % 3);
            var phase = stream.NextInt32(2);
            for (var p = 0; p < Side * Side; p++)
            {
                var bright = labels[i] switch { 0 => (p / Side) + phase, 1 => (p % Side) + phase, _ => 0 } % 2 == 1;
                pixels[(i * Side * Side) + p] = (byte)((bright ? 160 : 40) + stream.NextInt32(60));
            }
        }

        return ImageDataset.FromBytes("stripes", ["lying", "standing", "none"], pixels, (1, Side, Side), labels);
    }
}
