namespace Sandglass.Data;

/// <summary>
/// The four files of Fashion-MNIST. The checksums are those of the content: distributors compress it anew, so the
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
