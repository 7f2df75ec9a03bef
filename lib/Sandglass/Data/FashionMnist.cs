namespace Sandglass.Data;

/// <summary>
/// Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, arXiv 1708.07747): grey 28x28 pictures of clothes in ten classes.
/// </summary>
internal static partial class FashionMnist
{
    /// <summary>Folder of the whole set inside the data folder, where <c>workbench data fetch</c> puts it.</summary>
    public const string FullFolder = "fashion-mnist-full";

    /// <summary>Where Debian's package dataset-fashion-mnist puts the whole set.</summary>
    public const string DebianDirectory = "/usr/share/datasets/fashion-mnist";

    /// <summary>Where Zalando Research publishes the set.</summary>
    public static readonly Uri Published = new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

    /// <summary>Name of the set, and of the folder of the committed subset inside the data folder.</summary>
    public const string Folder = "fashion-mnist";

    // The subset's writer puts the training images first.
    private const int SubsetTraining = 10_000;
    private const int SubsetValidation = 2_000;

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
        full ? LoadFull(dataDirectory ?? FindFull()) : LoadSubset(dataDirectory ?? Committed());

    /// <summary>The folder of the committed subset.</summary>
    /// <exception cref="WorkbenchException">The data folder is not found.</exception>
    public static string Committed() => Path.Combine(DataDirectory.Find(), Folder);

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

    /// <summary>The folder of the whole dataset; null if it is not here.</summary>
    /// <exception cref="WorkbenchException">There is no data folder.</exception>
    internal static string? FindWhole() => Candidates().FirstOrDefault(d => FashionMnistFiles.Names.All(n => File.Exists(Path.Combine(d, n))));

    private static string FindFull() => FindWhole() ?? throw new WorkbenchException(
        $"The whole Fashion-MNIST is not in {string.Join(" or ", Candidates())}; run: workbench data fetch fashion-mnist");

    private static string[] Candidates() => [Path.Combine(DataDirectory.Find(), FullFolder), DebianDirectory];

    private static ImageDataset Load(string name, string directory, string images, string labels) =>
        IdxImages.Load(name, Path.Combine(directory, images), Path.Combine(directory, labels), ClassNames);

    private static ImageDataset LoadPublished(string name, string directory, PublishedFile images, PublishedFile labels)
    {
        var labelsPath = Path.Combine(directory, labels.Name);
        return IdxImages.Join(name, images.Read(Path.Combine(directory, images.Name)), labels.Read(labelsPath), labelsPath, ClassNames);
    }
}

/// <summary>
/// The four files of Fashion-MNIST. The checksums are those of the content: distributors compress it again, so the
/// compressed bytes differ between sources while the data do not.
/// </summary>
internal static class FashionMnistFiles
{
    public const string TrainImagesName = "train-images-idx3-ubyte.gz";
    public const string TrainLabelsName = "train-labels-idx1-ubyte.gz";
    public const string TestImagesName = "t10k-images-idx3-ubyte.gz";
    public const string TestLabelsName = "t10k-labels-idx1-ubyte.gz";

    public static readonly PublishedFile TrainImages =
        new(TrainImagesName, 3, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888");

    public static readonly PublishedFile TrainLabels =
        new(TrainLabelsName, 1, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9");

    public static readonly PublishedFile TestImages =
        new(TestImagesName, 3, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b");

    public static readonly PublishedFile TestLabels =
        new(TestLabelsName, 1, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

    public static readonly IReadOnlyList<PublishedFile> All = [TrainImages, TrainLabels, TestImages, TestLabels];

    public static readonly IReadOnlyList<string> Names = [TrainImagesName, TrainLabelsName, TestImagesName, TestLabelsName];
}

/// <summary>One file of a published set; images have 3 dimensions, labels 1, and the checksum is that of the uncompressed content.</summary>
internal sealed record PublishedFile(string Name, int Dimensions, string Sha256)
{
    // Compressed, no published file is larger: what is longer is something else.
    public const long MaximumBytes = 64L << 20;

    public IdxArray Read(string path)
    {
        var array = IdxFile.Read(path, Dimensions);
        var found = array.Sha256();
        return found == Sha256 ? array : throw DataFormatException.At(path, "SHA-256 of the uncompressed content", Sha256, found);
    }
}
