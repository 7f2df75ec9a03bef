using Sandglass.Analysis.Gradients;
using Sandglass.Analysis.Ranks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Sandglass.Display.Tests;

/// <summary>What a network says of images of noise.</summary>
internal static class SampleAnalysis
{
    private static readonly Lazy<Run> Once = new(Train);

    public static NetworkPlan Plan { get; } = MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, width: 0.1) with { Resolution = 8, Classes = 2 };

    public static DatasetSplits Splits() => new(Images("noise"), Images("validation"), Images("test"));

    public static ImageDataset Images(string name, int channels = 1)
    {
        var stream = new RandomStreams(1).Open("images");
        byte[] pixels = [.. Enumerable.Range(0, 24 * channels * 64).Select(_ => (byte)stream.NextInt32(256))];
        return ImageDataset.FromBytes(name, ["left", "a class with a long name"], pixels, (channels, 8, 8), [.. Enumerable.Range(0, 24).Select(i => (byte)(i % 2))]);
    }

    public static TrainedNetwork Network() => Once.Value.Network(Splits());

    public static Predictions Predictions(ImageDataset images) =>
        new(images, [.. Enumerable.Range(0, images.Count).Select(i => new Prediction(i % 2, i % 3 == 0 ? 0 : 1, 0.5 + (i / 100.0)))]);

    public static Captures Captures(ImageDataset images) =>
        new(images, [new Captured("stage1.block1.out", [1, 3, 4, 4], [.. Enumerable.Range(0, 48).Select(i => i - 20f)]), new Captured("classifier", [1, 2], [0, 1])]);

    public static RankProfile Ranks()
    {
        using var images = Images("noise");
        return RankProfile.Untrained(Plan, new RandomStreams(1), images, Normalization.Of(images));
    }

    public static GradientGram Gradients() => GradientNulls.RandomVectors(6, 50, new RandomStreams(1));

    private static Run Train()
    {
        using var data = Splits();
        var spec = new RunSpec(new Classification(Plan), new Recipe { Epochs = 1, BatchSize = 6, Augmentation = Augmentation.None }, data.Identity, 1);
        return new RunStore(Path.Combine(Directory.CreateTempSubdirectory("sandglass-").FullName, "runs")).FindOrTrain(spec, data);
    }
}
