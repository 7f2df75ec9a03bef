using Sandglass.Analysis.Gradients;
using Sandglass.Analysis.Ranks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Sandglass;

/// <summary>What a finished run of a classifier says when it is asked.</summary>
public static class RunAnalysis
{
    /// <summary>The images that a run saw. The caller disposes them.</summary>
    /// <param name="run">A run on images of the repository, at a size of one of the presets.</param>
    /// <exception cref="WorkbenchException">The run saw other images.</exception>
    public static DatasetSplits Images(this Run run)
    {
        foreach (var preset in Preset.All)
        {
            var images = preset.LoadData();
            if (images.Identity == run.Spec.Data)
            {
                return images;
            }

            images.Dispose();
        }

        throw new WorkbenchException($"run {run.Summary.Hash} saw images called {run.Spec.Data.Name} that no preset loads; load them and give them to the call");
    }

    /// <summary>The trained network, ready to answer and to be looked into. The caller disposes it.</summary>
    /// <param name="run">A run of a classifier.</param>
    /// <param name="images">The images that it saw, not owned; null finds them.</param>
    /// <exception cref="WorkbenchException">The run is of another task, or saw other images.</exception>
    public static TrainedNetwork Network(this Run run, DatasetSplits? images = null)
    {
        if (run.Spec.Task is not Classification)
        {
            throw new WorkbenchException($"run {run.Summary.Hash} is of the task '{run.Summary.Kind}' and no classifier; load its network with LoadNetwork()");
        }

        if (images is not null && images.Identity != run.Spec.Data)
        {
            throw new WorkbenchException($"run {run.Summary.Hash} saw other images than {images.Training.Name}; give those that it was trained on");
        }

        return new TrainedNetwork(run, images ?? run.Images(), ownsImages: images is null);
    }

    /// <summary>How many directions the outputs of stem and blocks use, on the validation images, pixels as samples, each channel
    /// standardised: the effective rank is the exponential of the spectrum's entropy (Roy and Vetterli 2007).</summary>
    /// <param name="run">A run of a classifier.</param>
    /// <param name="images">The images that it saw; null finds them.</param>
    /// <exception cref="WorkbenchException">The run is of another task, or saw other images.</exception>
    public static RankProfile EffectiveRank(this Run run, DatasetSplits? images = null)
    {
        using var network = run.Network(images);
        return RankProfile.Of(network.Module, network.Images.Validation, network.Normalization, new RankProfileOptions
        {
            Conventions = [new RankConvention(Unfolding.Pixels, ChannelScaling.Standardized)],
            Places = ["stem.out", "stage*.block*.out"],
            Seed = run.Spec.Seed,
        });
    }

    /// <summary>Cosines between the gradients of mini-batches of the training images, BatchNorm in training mode
    /// (Sankararaman et al., arXiv 1904.06963).</summary>
    /// <param name="run">A run of a classifier.</param>
    /// <param name="images">The images that it saw; null finds them.</param>
    /// <param name="batches">Mini-batches.</param>
    /// <param name="size">Images of each.</param>
    /// <exception cref="WorkbenchException">The run is of another task, saw other images, or there are too few.</exception>
    public static GradientGram GradientConfusion(this Run run, DatasetSplits? images = null, int batches = 12, int size = 64)
    {
        using var network = run.Network(images);
        var streams = new RandomStreams(run.Spec.Seed);
        var drawn = ConfusionBatches.Draw(network.Images.Training, network.Normalization, batches, size, streams);
        try
        {
            return Analysis.Gradients.GradientConfusion.OfBatches(
                network.Module, drawn, streams, new ConfusionSettings { LabelSmoothing = run.Spec.Recipe.LabelSmoothing });
        }
        finally
        {
            foreach (var batch in drawn)
            {
                batch.Dispose();
            }
        }
    }

    /// <summary>
    /// What gradient agreement looks like where there is nothing to find: the network before training, the same on labels drawn
    /// at random, and random vectors of as many numbers.
    /// </summary>
    /// <param name="plan">The network.</param>
    /// <param name="preset">Images, and how many mini-batches: 8 of 32 for <c>smoke</c>, else 24 of 64.</param>
    /// <exception cref="WorkbenchException">There is no such preset, or its images do not fit.</exception>
    public static IReadOnlyList<GradientCheck> UntrainedGradients(this NetworkPlan plan, string preset = "smoke")
    {
        var (count, size) = preset == Preset.Smoke.Name ? (8, 32) : (24, 64);
        var streams = new RandomStreams(1);
        using var data = Preset.Named(preset).LoadData();
        using var network = new BottleneckNetwork(plan, streams);
        var batches = ConfusionBatches.Draw(data.Training, Normalization.Of(data.Training), count, size, streams);
        try
        {
            var measured = Analysis.Gradients.GradientConfusion.OfBatches(network, batches, streams);
            return
            [
                new("the network before training", measured),
                new("the same on random labels", GradientNulls.RandomLabels(network, batches, streams)),
                new("random vectors", GradientNulls.RandomVectors(count, measured.Of(GradientGram.All).Parameters, streams)),
            ];
        }
        finally
        {
            foreach (var batch in batches)
            {
                batch.Dispose();
            }
        }
    }

    /// <summary>Effective ranks of the blocks' outputs before training, BatchNorm's statistics taken from the same images.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="preset">The preset whose validation images are used.</param>
    /// <exception cref="WorkbenchException">There is no such preset, or its images do not fit.</exception>
    public static RankProfile UntrainedRank(this NetworkPlan plan, string preset = "smoke")
    {
        using var data = Preset.Named(preset).LoadData();
        return RankProfile.Untrained(plan, new RandomStreams(1), data.Validation, Normalization.Of(data.Training), new RankProfileOptions
        {
            Conventions = [new RankConvention(Unfolding.Pixels, ChannelScaling.Standardized)],
            Places = ["stage*.block*.out"],
        });
    }
}

/// <summary>Gradients that were compared, and what of.</summary>
/// <param name="What">What they are of.</param>
/// <param name="Gradients">Their inner products.</param>
public sealed record GradientCheck(string What, GradientGram Gradients);
