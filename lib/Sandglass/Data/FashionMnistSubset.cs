using Sandglass.Runtime;

namespace Sandglass.Data;

// Draws the committed subset from the whole set: the same bytes on every machine.
internal static partial class FashionMnist
{
    private const int SubsetSeed = 170807747; // the number of the set's paper, arXiv 1708.07747

    /// <summary>
    /// Writes the committed subset and its <c>SHA256SUMS</c>. Of every class c the places are shuffled by the stream
    /// <c>subset/class-c</c>; the first 1,000 are training images, the next 200 validation images. The file holds the
    /// training images, then the validation images, each part in the order of the whole set; the test set is kept whole.
    /// </summary>
    /// <param name="from">Folder of the whole set.</param>
    /// <param name="to">Folder to write; created when missing, its files of these names replaced.</param>
    /// <exception cref="DataFormatException">A file of the whole set is missing, damaged or of another kind.</exception>
    public static void WriteSubset(string from, string to)
    {
        var images = FashionMnistFiles.TrainImages.Read(Path.Combine(from, FashionMnistFiles.TrainImagesName));
        var labels = FashionMnistFiles.TrainLabels.Read(Path.Combine(from, FashionMnistFiles.TrainLabelsName));
        var testImages = FashionMnistFiles.TestImages.Read(Path.Combine(from, FashionMnistFiles.TestImagesName));
        var testLabels = FashionMnistFiles.TestLabels.Read(Path.Combine(from, FashionMnistFiles.TestLabelsName));
        var places = DrawSubset(labels.Values);

        Directory.CreateDirectory(to);
        IdxFile.Write(Path.Combine(to, FashionMnistFiles.TrainImagesName), Select(images, places));
        IdxFile.Write(Path.Combine(to, FashionMnistFiles.TrainLabelsName), Select(labels, places));
        IdxFile.Write(Path.Combine(to, FashionMnistFiles.TestImagesName), testImages);
        IdxFile.Write(Path.Combine(to, FashionMnistFiles.TestLabelsName), testLabels);
        Checksums.Write(to, FashionMnistFiles.Names);
    }

    internal static int[] DrawSubset(byte[] labels)
    {
        var streams = new RandomStreams(SubsetSeed);
        List<int> training = [];
        List<int> validation = [];
        for (var c = 0; c < ClassNames.Count; c++)
        {
            var places = Enumerable.Range(0, labels.Length).Where(i => labels[i] == c).ToArray();
            streams.Open($"subset/class-{c}").Shuffle(places.AsSpan());
            training.AddRange(places[..(SubsetTraining / 10)]);
            validation.AddRange(places[(SubsetTraining / 10)..((SubsetTraining + SubsetValidation) / 10)]);
        }
        return [.. training.Order(), .. validation.Order()];
    }

    private static IdxArray Select(IdxArray array, int[] places)
    {
        var size = array.Values.Length / array.Dimensions[0];
        var values = new byte[places.Length * size];
        for (var i = 0; i < places.Length; i++)
        {
            array.Values.AsSpan(places[i] * size, size).CopyTo(values.AsSpan(i * size));
        }
        return new IdxArray([places.Length, .. array.Dimensions.Skip(1)], values);
    }
}
