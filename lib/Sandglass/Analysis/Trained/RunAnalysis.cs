using Sandglass.Analysis.Gradients;
using Sandglass.Analysis.Ranks;
using Sandglass.Data;
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
}
