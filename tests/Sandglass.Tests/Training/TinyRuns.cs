using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Tests.Networks;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

/// <summary>Training that takes a fraction of a second.</summary>
internal static class TinyRuns
{
    private const int Side = 12;
    private const int Classes = 4;

    private static readonly MacroPlan Macro = new("tiny", 4, [new StageRow(2, 8, 1, 1), new StageRow(2, 16, 2, 2)]);

    public static Recipe Recipe { get; } = new() { Epochs = 2, BatchSize = 16, LearningRate = 0.05 };

    public static NetworkPlan Plan(BlockFamily family = BlockFamily.Sandglass) =>
        Macro.Fill(family, resolution: Side, inputChannels: 1, classes: Classes).WithHead(16);

    public static DatasetSplits Data() => new(Images("training", 64), Images("validation", 20), Images("test", 30));

    public static RunSpec Spec(DatasetSplits data, Recipe? recipe = null, int seed = 1, NetworkPlan? plan = null) =>
        new(new Classification(plan ?? Plan()), recipe ?? Recipe, DataIdentity.Of(data), seed);

    /// <summary>The trainer of a spec, and the classifier in it.</summary>
    public static Trainer Trainer(RunSpec spec, DatasetSplits data, out ClassifierTraining classifier)
    {
        var trainer = new Trainer(spec, data);
        classifier = (ClassifierTraining)trainer.Training;
        return trainer;
    }

    /// <summary>The folder of the only attempt at a run that is not finished.</summary>
    public static string Attempt(string runs, RunSpec spec) => Assert.Single(Directory.GetDirectories(runs, $".{spec.Hash}.*.partial"));

    /// <summary>Without momentum where it is 0, else Nesterov's.</summary>
    public static Optimizer Momentum(double momentum) => new Sgd { Momentum = momentum, Nesterov = true };

    // Noise, with the quarter of the picture that the class names brighter.
    private static ImageDataset Images(string name, int count)
    {
        var random = new Random(count);
        var labels = Enumerable.Range(0, count).Select(i => (byte)(i % Classes)).ToArray();
        var pixels = new byte[count * Side * Side];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (image, y, x) = (i / (Side * Side), i / Side % Side, i % Side);
            var quarter = (2 * y / Side * 2) + (2 * x / Side);
            pixels[i] = (byte)(random.Next(150) + (quarter == labels[image] ? 100 : 0));
        }

        return ImageDataset.FromBytes(name, ["a", "b", "c", "d"], pixels, (1, Side, Side), labels);
    }
}
