using Sandglass.Data;

namespace Sandglass.Training;

/// <summary>How MobileNeXt is said to have been trained on ImageNet. The sources contradict each other, so there are two.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="ValidatesOnTest">Whether the validation pictures of ImageNet are looked at after every epoch and none are held out.</param>
/// <param name="Notes">What is known of it, and where it differs from what was done there, in lines.</param>
internal sealed record ImageNetPreset(string Name, Recipe Recipe, bool ValidatesOnTest, IReadOnlyList<string> Notes)
{
    private const string NeverRun = "never run here at full size";

    private static readonly Augmentation Cropped = new(0, true, 0) { CropArea = 0.08 };

    /// <summary>
    /// What the paper's text says; where it says nothing, the authors' older scripts
    /// (<c>mobile_deployment/pytorch/InvBlock</c> of the released code).
    /// </summary>
    public static ImageNetPreset Paper { get; } = new(
        "paper",
        new Recipe
        {
            Epochs = 200,
            BatchSize = 256,
            Optimizer = new Sgd(),
            LearningRate = 0.05,
            Warmup = null,
            WeightDecay = 4e-5,
            DecaysVectors = true,
            LabelSmoothing = 0,
            Augmentation = Cropped,
        },
        ValidatesOnTest: false,
        [
            "the paper's text: SGD with momentum 0.9, weight decay 4e-5, learning rate 0.05, batches of 256 on 4 GPUs, cosine, 200 epochs",
            "from the authors' older scripts, since the text does not say it: random crop and flip, decay of all weights, no label smoothing, no warm-up",
            "different here: BatchNorm sees whole batches, not a GPU's share; evaluation resizes by a bicubic filter; validation is on training pictures that are held out, and the test on val is read once, after the last epoch",
            $"the published 74.02 % are from a run by the recipe 'logged'; {NeverRun}",
        ]);

    /// <summary>What <c>args.yaml</c> and <c>train.py</c> of the released run of 74.02 % say.</summary>
    public static ImageNetPreset Logged { get; } = new(
        "logged",
        new Recipe
        {
            Epochs = 210,
            BatchSize = 512,
            Optimizer = new Sgd { Nesterov = true },
            LearningRate = 0.1,
            Schedule = new Cosine { End = 1e-5, PerEpoch = true, Epochs = 200 },
            Warmup = new Warmup(Epochs: 3) { StartFactor = 1e-3, Then = AfterWarmup.TheScheduleHasRun },
            WeightDecay = 1e-4,
            LabelSmoothing = 0.1,
            Dropout = 0.2,
            Augmentation = Cropped with { CropInterpolation = Augmentation.RandomInterpolation, ColourJitter = 0.4 },
        },
        ValidatesOnTest: true,
        [
            "the released log: SGD with Nesterov momentum 0.9, weight decay 1e-4 of all but vectors, learning rate 0.1, cosine by epoch to 1e-5 in 200 epochs after 3 of warm-up from 1e-4, 10 more at 1e-5, label smoothing 0.1, dropout 0.2, colour jitter 0.4",
            "not in the log: the number of GPUs. Batches of 512 are 64 on each of 8, as later logs have it; --batch-size changes them",
            "different here: BatchNorm sees whole batches, not a GPU's 64; the rate warms up from step to step, not from epoch to epoch; one seed for all",
            $"validation is on val, as there: the best epoch is chosen on the images that it is reported for, and the result is that of the last one; {NeverRun}",
        ]);

    /// <summary>Both.</summary>
    public static IReadOnlyList<ImageNetPreset> All { get; } = [Paper, Logged];

    /// <summary>The preset of a name; null where there is none.</summary>
    public static ImageNetPreset? Find(string name) => All.FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
