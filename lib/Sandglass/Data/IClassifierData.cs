using Sandglass.Runtime;

namespace Sandglass.Data;

/// <summary>Images with classes as the training of a classifier asks for them: from memory, or decoded each time from files.</summary>
internal interface IClassifierData : IRunData
{
    /// <summary>Name of the training images, for errors.</summary>
    string Name { get; }

    /// <summary>Names of the classes; a label is an index into them.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>Channels, height and width of what a network is given.</summary>
    (int Channels, int Height, int Width) Shape { get; }

    /// <inheritdoc cref="DatasetSplits.IsOwn"/>
    bool IsOwn { get; }

    /// <summary>Whether validation looks at the test images, for want of others.</summary>
    bool ValidatesOnTest { get; }

    /// <summary>Share of a picture's shorter side that evaluation looks at, in the centre; null where images have one size.</summary>
    double? CropShare { get; }

    /// <summary>How pixels become numbers where the recipe does not say it.</summary>
    Normalization UsualNormalization { get; }

    /// <summary>All images of all parts that may turn out to be damaged; 0 where they were decoded before.</summary>
    int Undecoded { get; }

    /// <summary>Batches to learn from.</summary>
    /// <param name="batchSize">Images a batch.</param>
    /// <param name="normalization">How pixels become numbers.</param>
    /// <param name="augmentation">Random changes.</param>
    /// <param name="streams">The run's random streams.</param>
    /// <exception cref="WorkbenchException">There are fewer images than a batch, or they do not know such changes.</exception>
    ITrainingBatches TrainingBatches(int batchSize, Normalization normalization, Augmentation augmentation, RandomStreams streams);

    /// <summary>Every validation image once, unchanged but for size and normalisation; the last batch may be smaller.</summary>
    IEnumerable<Batch> ValidationBatches(int batchSize, Normalization normalization);

    /// <summary>The same of the test images.</summary>
    IEnumerable<Batch> TestBatches(int batchSize, Normalization normalization);

    /// <summary>What is wrong with an image, by its place among the <see cref="Undecoded"/>; null where nothing is.</summary>
    DamagedImage? DamageAt(int place);
}

/// <summary>Training batches, epoch by epoch; any batch can be made without those before it.</summary>
internal interface ITrainingBatches
{
    /// <summary>Batches an epoch. The images that do not fill a last batch are left out: other ones each epoch.</summary>
    int BatchesPerEpoch { get; }

    /// <summary>The full batches of an epoch. The caller disposes each batch.</summary>
    /// <param name="epoch">Any number that names the epoch; the same number gives the same bytes.</param>
    /// <param name="first">First batch, from 0: the ones before it are left out, and the others are the same.</param>
    IEnumerable<Batch> Epoch(int epoch, int first = 0);
}

/// <summary>An image that could not be decoded.</summary>
/// <param name="Place">Its place among the data's images.</param>
/// <param name="File">Its file, from the folder of the data on, such as <c>train/dog/3.jpg</c>.</param>
/// <param name="Reason">What was expected and what was found.</param>
internal sealed record DamagedImage(int Place, string File, string Reason);
