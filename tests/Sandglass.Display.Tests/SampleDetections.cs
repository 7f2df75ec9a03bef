using Sandglass.Detection.Boxes;
using Sandglass.Detection.Data;
using Sandglass.Detection.Training;
using Sandglass.Images;
using Sandglass.Networks;
using Sandglass.Studies;
using Box = Sandglass.Detection.Boxes.Box;

namespace Sandglass.Display.Tests;

/// <summary>Detections as two detectors might make them.</summary>
internal static class SampleDetections
{
    public static readonly string[] Classes =
        ["t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot"];

    private static readonly BlockFamily[] Backbones = [BlockFamily.Sandglass, BlockFamily.InvertedResidual];

    /// <summary>A small picture with three objects, one of them difficult.</summary>
    public static DetectionSample Sample(int channels = 1)
    {
        byte[] pixels = [.. Enumerable.Range(0, 64 * 48 * channels).Select(i => (byte)((i * 5 / channels % 64) + (i / 64 / channels) + 40))];
        return new DetectionSample(
            "sample",
            new PixelImage(64, 48, channels, pixels),
            [
                new LabelledBox(new Box(0.1f, 0.2f, 0.4f, 0.7f), 1),
                new LabelledBox(new Box(0.5f, 0.1f, 0.9f, 0.5f), 8),
                new LabelledBox(new Box(0.6f, 0.6f, 0.8f, 0.9f), 5, Difficult: true),
            ]);
    }

    /// <summary>One found, one missed, one wrong, one at the difficult object, one unsure.</summary>
    public static ScoredBox[] Boxes { get; } =
    [
        new(new Box(0.12f, 0.2f, 0.42f, 0.72f), 1, 0.93f),
        new(new Box(0.5f, 0.1f, 0.9f, 0.5f), 9, 0.71f),
        new(new Box(0.6f, 0.6f, 0.8f, 0.88f), 5, 0.64f),
        new(new Box(0f, 0.8f, 0.2f, 1f), 3, 0.2f),
    ];

    public static Observed<ClassResult>[] Precisions { get; } =
    [
        .. from family in Backbones
           from seed in Enumerable.Range(1, 3)
           from name in Classes
           let level = Level(family, seed) + (0.05 * Array.IndexOf(Classes, name))
           select Row(family, seed, new ClassResult(name, level, level + 0.01)),
    ];

    public static Observed<RecallPoint>[] Curves { get; } =
    [
        .. from family in Backbones
           from seed in Enumerable.Range(1, 3)
           from step in Enumerable.Range(0, 21)
           let recall = step / 20.0
           let precision = Math.Max(0, 1 - Math.Pow(recall / (Level(family, seed) + 0.4), 4))
           select Row(family, seed, new RecallPoint(recall, precision)),
    ];

    private static Observed<T> Row<T>(BlockFamily family, int seed, T row) => new(FamilyBlocks.Name(family), "", family, seed, row);

    private static double Level(BlockFamily family, int seed) => (family == BlockFamily.Sandglass ? 0.47 : 0.45) + (0.01 * ((seed * 7 % 5) - 2));
}
