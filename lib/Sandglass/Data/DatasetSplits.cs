using Sandglass.Runtime;

namespace Sandglass.Data;

/// <summary>The three parts of a dataset. Each owns its tensors; disposing the record disposes all three.</summary>
/// <param name="Training">What networks learn from.</param>
/// <param name="Validation">What choices are made on.</param>
/// <param name="Test">Read once, at the end of a run.</param>
public sealed partial record DatasetSplits(ImageDataset Training, ImageDataset Validation, ImageDataset Test) : IClassifierData
{
    /// <inheritdoc cref="IRunData.Identity"/>
    internal DataIdentity Identity => DataIdentity.Of(this);

    DataIdentity IRunData.Identity => Identity;

    int IRunData.TrainingCount => Training.Count;

    string IClassifierData.Name => Training.Name;

    IReadOnlyList<string> IClassifierData.ClassNames => Training.ClassNames;

    (int Channels, int Height, int Width) IClassifierData.Shape => (Training.Channels, Training.Height, Training.Width);

    bool IClassifierData.ValidatesOnTest => ReferenceEquals(Validation, Test);

    double? IClassifierData.CropShare => null;

    Normalization IClassifierData.UsualNormalization => Normalization.Of(Training);

    int IClassifierData.Undecoded => 0;

    /// <summary>
    /// Whether they are the user's own, which the workbench cannot load again by itself: a run then keeps the names of its
    /// classes and how pixels became numbers beside its weights.
    /// </summary>
    public bool IsOwn { get; init; }

    ITrainingBatches IClassifierData.TrainingBatches(int batchSize, Normalization normalization, Augmentation augmentation, RandomStreams streams) =>
        new DataLoader(Training, batchSize, normalization, augmentation, streams);

    IEnumerable<Batch> IClassifierData.ValidationBatches(int batchSize, Normalization normalization) =>
        new EvaluationLoader(Validation, batchSize, normalization).Batches();

    IEnumerable<Batch> IClassifierData.TestBatches(int batchSize, Normalization normalization) =>
        new EvaluationLoader(Test, batchSize, normalization).Batches();

    DamagedImage? IClassifierData.DamageAt(int place) => null;

    /// <summary>Frees the tensors of all three.</summary>
    public void Dispose()
    {
        Training.Dispose();
        Validation.Dispose();
        Test.Dispose();
    }

    /// <summary>These images with parts cut down to so many a class, from their start; the whole ones are disposed. Null leaves
    /// a part, or all.</summary>
    /// <exception cref="WorkbenchException">A class has fewer; everything is disposed.</exception>
    internal DatasetSplits TakePerClass((int? Training, int? Validation, int? Test)? imagesPerClass)
    {
        var (training, validation, test) = imagesPerClass ?? default;
        static ImageDataset Cut(ImageDataset part, int? count)
        {
            if (count is not { } images)
            {
                return part;
            }

            using (part)
            {
                return part.TakePerClass(images);
            }
        }

        try
        {
            return this with { Training = Cut(Training, training), Validation = Cut(Validation, validation), Test = Cut(Test, test) };
        }
        catch (WorkbenchException)
        {
            Dispose();
            throw;
        }
    }

    // For sets that come without a validation part: the last tenth of every class, in the set's order.
    internal static DatasetSplits HoldOutLastTenth(string name, ImageDataset training, ImageDataset test)
    {
        var sizes = new int[training.Classes];
        foreach (var label in training.LabelValues)
        {
            sizes[label]++;
        }
        var seen = new int[training.Classes];
        List<int> kept = [];
        List<int> heldOut = [];
        for (var i = 0; i < training.Count; i++)
        {
            var label = training.LabelValues[i];
            var last = seen[label]++ >= sizes[label] - (sizes[label] / 10);
            (last ? heldOut : kept).Add(i);
        }
        if (heldOut.Count == 0)
        {
            throw new DataFormatException($"{name}: no class has ten images, so none can be held out for validation; use a larger set.");
        }
        return new DatasetSplits(
            training.Select($"{name}/training", kept.ToArray()), training.Select($"{name}/validation", heldOut.ToArray()), test);
    }
}
