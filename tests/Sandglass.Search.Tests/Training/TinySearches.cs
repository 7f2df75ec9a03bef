using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Search.Tests.Networks;
using Sandglass.Search.Training;

namespace Sandglass.Search.Tests.Training;

/// <summary>Searches of seconds on 48 images of stripes: lying, standing, and none.</summary>
internal static class TinySearches
{
    private const int Side = 8;

    internal static SearchRecipe Recipe { get; } = new() { Epochs = 3, BatchSize = 6, AlphaRate = 0.05, Augmentation = new Augmentation(1, true, 0) };

    internal static SearchRunSpec Spec(ImageDataset data, int seed = 1) => new(TinySpaces.Few, Recipe, data.Sha256, seed);

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
