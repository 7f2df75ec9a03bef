using Sandglass.Analysis.Gradients;
using Sandglass.Analysis.Ranks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Sandglass;

/// <summary>Analyses of a finished run of a classifier.</summary>
public static class RunAnalysis
{
    /// <summary>The images of a run. The caller disposes them.</summary>
    /// <param name="run">A run on images of the repository, at a size of one of the presets.</param>
    /// <exception cref="WorkbenchException">The run had other images.</exception>
    public static DatasetSplits Images(this Run run)
    {
        var loads = run.Spec.Data.Name.StartsWith($"{GlyphSet.Folder}/", StringComparison.Ordinal)
            ? Preset.All.Select(preset => preset.Glyphs.LoadSplits())
            : Preset.All.Select(preset => preset.LoadData());
        foreach (var images in loads) // each is loaded when its turn comes
        {
            if (images.Identity == run.Spec.Data)
            {
                return images;
            }

            images.Dispose();
        }

        throw new WorkbenchException($"run {run.Hash} was trained on the images {run.Spec.Data.Name}, which no preset loads; load them and pass them to the call");
    }

    /// <summary>The trained network, for predictions and captures. The caller disposes it.</summary>
    /// <param name="run">A run of a classifier.</param>
    /// <param name="images">Its images, not owned; null loads them.</param>
    /// <exception cref="WorkbenchException">The run is of another task, or had other images.</exception>
    public static TrainedNetwork Network(this Run run, DatasetSplits? images = null)
    {
        if (run.Spec.Task is not Classification)
        {
            throw new WorkbenchException($"run {run.Hash} is of the task '{run.Facts.About.Kind}', not a classifier; load its network with LoadNetwork()");
        }

        if (images is not null && images.Identity != run.Spec.Data)
        {
            throw new WorkbenchException($"run {run.Hash} was trained on other images than {images.Training.Name}; give those images");
        }

        return new TrainedNetwork(run, images ?? run.Images(), ownsImages: images is null);
    }

    /// <summary>How many directions the outputs of stem and blocks use, on the validation images, pixels as samples, each channel
    /// standardised: the effective rank is the exponential of the spectrum's entropy (Roy and Vetterli 2007).</summary>
    /// <param name="run">A run of a classifier.</param>
    /// <param name="images">Its images; null loads them.</param>
    /// <exception cref="WorkbenchException">The run is of another task, or had other images.</exception>
    public static RankProfile EffectiveRank(this Run run, DatasetSplits? images = null)
    {
        using var network = run.Network(images);
        return RankProfile.Of(network.Module, network.Images.Validation, network.Normalization, Standardised("stem.out", "stage*.block*.out"));
    }

    /// <summary>Cosines between the gradients of mini-batches of the training images, BatchNorm in training mode
    /// (Sankararaman et al., arXiv 1904.06963).</summary>
    /// <param name="run">A run of a classifier.</param>
    /// <param name="images">Its images; null loads them.</param>
    /// <param name="batches">Mini-batches.</param>
    /// <param name="size">Images of each.</param>
    /// <exception cref="WorkbenchException">The run is of another task, had other images, or there are too few.</exception>
    public static GradientGram GradientConfusion(this Run run, DatasetSplits? images = null, int batches = 12, int size = 64)
    {
        using var network = run.Network(images);
        var streams = new RandomStreams(run.Spec.Seed);
        var settings = new ConfusionSettings { LabelSmoothing = run.Spec.Recipe.LabelSmoothing };
        return ConfusionBatches.Use(network.Images.Training, network.Normalization, batches, size, streams, drawn =>
            Analysis.Gradients.GradientConfusion.OfBatches(network.Module, drawn, streams, settings));
    }

    /// <summary>
    /// Gradient agreement under the null: the network before training, the same on labels drawn
    /// at random, and random vectors of as many numbers.
    /// </summary>
    /// <param name="plan">The network.</param>
    /// <param name="preset">Images, and how many mini-batches: 8 of 32 for <c>smoke</c>, else 24 of 64.</param>
    /// <exception cref="WorkbenchException">There is no such preset, or its images do not fit.</exception>
    public static IReadOnlyList<GradientCheck> UntrainedGradients(this NetworkPlan plan, string preset = "smoke")
    {
        var chosen = Preset.Named(preset);
        var (count, size) = chosen == Preset.Smoke ? (8, 32) : (24, 64);
        var streams = new RandomStreams(1);
        using var data = chosen.LoadData();
        using var network = new BottleneckNetwork(plan, streams);
        return ConfusionBatches.Use<IReadOnlyList<GradientCheck>>(data.Training, Normalization.Of(data.Training), count, size, streams, batches =>
        {
            var measured = Analysis.Gradients.GradientConfusion.OfBatches(network, batches, streams);
            return
            [
                new("the network before training", measured),
                new("the same on random labels", GradientNulls.RandomLabels(network, batches, streams)),
                new("random vectors", GradientNulls.RandomVectors(count, measured.Of(GradientGram.All).Parameters, streams)),
            ];
        });
    }

    /// <summary>Effective ranks of the blocks' outputs before training, BatchNorm's statistics taken from the same images.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="preset">The preset whose validation images are used.</param>
    /// <exception cref="WorkbenchException">There is no such preset, or its images do not fit.</exception>
    public static RankProfile UntrainedRank(this NetworkPlan plan, string preset = "smoke")
    {
        using var data = Preset.Named(preset).LoadData();
        return RankProfile.Untrained(plan, new RandomStreams(1), data.Validation, Normalization.Of(data.Training), Standardised("stage*.block*.out"));
    }

    private static RankProfileOptions Standardised(params IReadOnlyList<string> places) =>
        new() { Conventions = [new RankConvention(Unfolding.Pixels, ChannelScaling.Standardized)], Places = places };
}

/// <summary>Compared gradients and their source.</summary>
/// <param name="What">Where they come from.</param>
/// <param name="Gradients">Their inner products.</param>
public sealed record GradientCheck(string What, GradientGram Gradients);
