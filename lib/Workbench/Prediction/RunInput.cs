using Sandglass;
using Sandglass.Data;
using Sandglass.Training;
using Sandglass.Weights;

namespace Workbench.Prediction;

/// <summary>How a classifier's run saw its images.</summary>
internal static class RunInput
{
    /// <summary>As the run's file of weights says; null where it says nothing, since the images are the repository's.</summary>
    /// <exception cref="WorkbenchException">What it says cannot be read.</exception>
    internal static ClassifierInput? Written(Run run) => ClassifierInput.In(SafetensorsFile.Read(run.Checkpoint));

    /// <summary>As its images in the repository were seen; null where the run's images are others.</summary>
    internal static ClassifierInput? OfRepository(Run run)
    {
        using var images = Images(run);
        return images is null ? null : new ClassifierInput(images.Training.ClassNames, run.Spec.Recipe.NormalizationOf(images.Training), images.Training.Height);
    }

    /// <summary>The run's images, where they are in the repository; the caller disposes them. Null where they are others.</summary>
    internal static DatasetSplits? Images(Run run)
    {
        foreach (var load in Preset.All.Select(preset => (Func<DatasetSplits>)preset.LoadData).Append(() => GlyphSet.Load()))
        {
            var images = load();
            if (DataIdentity.Of(images) == run.Spec.Data)
            {
                return images;
            }

            images.Dispose();
        }

        return null;
    }
}
