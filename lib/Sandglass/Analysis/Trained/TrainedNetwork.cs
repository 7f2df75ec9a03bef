using Sandglass.Analysis;
using Sandglass.Analysis.Probes;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass;

/// <summary>The network of a finished run in evaluation mode, with the images that it was trained on.</summary>
public sealed class TrainedNetwork : IDisposable
{
    private const int BatchSize = 250;

    private readonly bool _ownsImages;

    internal TrainedNetwork(Run run, DatasetSplits images, bool ownsImages)
    {
        (Images, _ownsImages) = (images, ownsImages);
        Module = (BottleneckNetwork)run.LoadNetwork();
        Module.eval();
        Normalization = run.Spec.Recipe.NormalizationOf(images.Training);
    }

    /// <summary>The network as a module of TorchSharp, on the CPU.</summary>
    public BottleneckNetwork Module { get; }

    /// <summary>What it was built from.</summary>
    public NetworkPlan Plan => Module.Plan;

    /// <summary>The images of its run.</summary>
    public DatasetSplits Images { get; }

    /// <summary>How pixels become the numbers that it sees.</summary>
    public Normalization Normalization { get; }

    /// <summary>
    /// The activations of images in the network, at the places of a pattern such as <c>stage*.block*.out</c>: one
    /// <c>*</c> stands for any characters of a dotted part, <c>**</c> for any at all.
    /// </summary>
    /// <param name="pattern">Names of places, such as <c>stage1.block1.reduce.out</c>; <c>**</c> means all.</param>
    /// <param name="images">The images.</param>
    /// <exception cref="WorkbenchException">No place matches, or the images do not fit.</exception>
    public Captures Capture(string pattern, ImageDataset images)
    {
        RequireFit(images);
        using var probes = ProbeScope.On(Module).Capture(pattern);
        EvaluationPass.Run(Module, new EvaluationLoader(images, images.Count, Normalization), CancellationToken.None); // in one batch
        return new Captures(images, [.. PlaceCatalogue.Of(Plan).Where(map => probes.Activations.ContainsKey(map.Place)).Select(map => probes.Activations[map.Place])]);
    }

    /// <summary>The network's class for each image, with its probability.</summary>
    /// <param name="images">The images; null: the test images of its run.</param>
    /// <exception cref="WorkbenchException">The images do not fit.</exception>
    public Predictions Predict(ImageDataset? images = null)
    {
        var asked = images ?? Images.Test;
        RequireFit(asked);
        if (asked.Classes != Plan.Classes)
        {
            throw new WorkbenchException($"{Plan.Name} has {Plan.Classes} classes, but {asked.Name} has {asked.Classes}; give images of the same classes");
        }

        var answers = new List<Prediction>(asked.Count);
        using var unrecorded = no_grad();
        foreach (var batch in new EvaluationLoader(asked, BatchSize, Normalization).Batches())
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                Interruption.Check();
                var (probabilities, classes) = F.softmax(Module.call(batch.Images), 1).max(1);
                foreach (var (answer, probability) in classes.data<long>().Zip(probabilities.data<float>()))
                {
                    answers.Add(new Prediction((int)asked.LabelValues[answers.Count], (int)answer, probability));
                }
            }
        }

        return new Predictions(asked, answers);
    }

    /// <summary>Frees the network, and the images if it loaded them.</summary>
    public void Dispose()
    {
        Module.Dispose();
        if (_ownsImages)
        {
            Images.Dispose();
        }
    }

    private void RequireFit(ImageDataset images)
    {
        if ((images.Channels, images.Height, images.Width) != (Plan.InputChannels, Plan.Resolution, Plan.Resolution))
        {
            throw new WorkbenchException(
                $"{Plan.Name} takes images of {Plan.InputChannels}×{Plan.Resolution}×{Plan.Resolution}, but {images.Name} has {images.Channels}×{images.Height}×{images.Width}");
        }
    }
}
