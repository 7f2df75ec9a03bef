namespace Sandglass.Data;

/// <summary>
/// Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, arXiv 1708.07747): grey 28x28 pictures of clothes in ten classes.
/// </summary>
public static class FashionMnist
{
    /// <summary>Folder of the whole set inside the data folder, where <c>workbench data fetch</c> puts it.</summary>
    public const string FullFolder = "fashion-mnist-full";

    /// <summary>Where Debian's package dataset-fashion-mnist puts the whole set.</summary>
    public const string DebianDirectory = "/usr/share/datasets/fashion-mnist";

    // The subset's writer puts the training images first.
    internal const int SubsetTraining = 10_000;
    internal const int SubsetValidation = 2_000;

    /// <summary>Names of the ten classes; a label is an index into them.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>
    /// Loads the committed subset (10,000 training and 2,000 validation images, 10,000 test images), or the whole set
    /// (54,000, 6,000 - the last tenth of every class - and the same 10,000), after checking its checksums.
    /// </summary>
    /// <param name="dataDirectory">The folder of the files; by default found by <see cref="DataDirectory.Find()"/>.</param>
    /// <param name="full">The whole set, from the data folder or from Debian's package.</param>
    /// <exception cref="DataFormatException">A file is damaged or of another kind.</exception>
    /// <exception cref="WorkbenchException">The files are not there.</exception>
    public static DatasetSplits Load(string? dataDirectory = null, bool full = false) =>
        full ? LoadFull(dataDirectory ?? FindFull()) : LoadSubset(dataDirectory ?? Path.Combine(DataDirectory.Find(), "fashion-mnist"));

    /// <summary>The committed subset, cut down to so many images a class.</summary>
    /// <param name="imagesPerClass">Training, validation and test images; null takes all.</param>
    /// <exception cref="DataFormatException">A file is damaged or of another kind.</exception>
    /// <exception cref="WorkbenchException">The files are not there.</exception>
    public static DatasetSplits Load((int Training, int Validation, int Test)? imagesPerClass)
    {
        var whole = Load();
        if (imagesPerClass is not { } take)
        {
            return whole;
        }

        using (whole)
        {
            return new DatasetSplits(
                whole.Training.TakePerClass(take.Training),
                whole.Validation.TakePerClass(take.Validation),
                whole.Test.TakePerClass(take.Test));
        }
    }

    private static DatasetSplits LoadSubset(string directory)
    {
        Checksums.Verify(directory);
        using var train = Load("train", directory, FashionMnistFiles.TrainImagesName, FashionMnistFiles.TrainLabelsName);
        if (train.Count != SubsetTraining + SubsetValidation)
        {
            throw new DataFormatException(
                $"{directory} holds {train.Count} training images, the subset {SubsetTraining + SubsetValidation}; load the whole set with full: true.");
        }
        var places = Enumerable.Range(0, train.Count).ToArray();
        return new DatasetSplits(
            train.Select("fashion-mnist/training", places.AsSpan(0, SubsetTraining)),
            train.Select("fashion-mnist/validation", places.AsSpan(SubsetTraining)),
            Load("fashion-mnist/test", directory, FashionMnistFiles.TestImagesName, FashionMnistFiles.TestLabelsName));
    }

    private static DatasetSplits LoadFull(string directory)
    {
        using var train = LoadPublished("train", directory, FashionMnistFiles.TrainImages, FashionMnistFiles.TrainLabels);
        var test = LoadPublished("fashion-mnist-full/test", directory, FashionMnistFiles.TestImages, FashionMnistFiles.TestLabels);
        return DatasetSplits.HoldOutLastTenth("fashion-mnist-full", train, test);
    }

    private static string FindFull()
    {
        string[] candidates = [Path.Combine(DataDirectory.Find(), FullFolder), DebianDirectory];
        return candidates.FirstOrDefault(d => FashionMnistFiles.Names.All(n => File.Exists(Path.Combine(d, n))))
            ?? throw new WorkbenchException(
                $"The whole Fashion-MNIST is neither in {string.Join(" nor in ", candidates)}; run: workbench data fetch fashion-mnist");
    }

    private static ImageDataset Load(string name, string directory, string images, string labels) =>
        IdxImages.Load(name, Path.Combine(directory, images), Path.Combine(directory, labels), ClassNames);

    private static ImageDataset LoadPublished(string name, string directory, PublishedFile images, PublishedFile labels)
    {
        var labelsPath = Path.Combine(directory, labels.Name);
        return IdxImages.Join(name, images.Read(Path.Combine(directory, images.Name)), labels.Read(labelsPath), labelsPath, ClassNames);
    }
}
