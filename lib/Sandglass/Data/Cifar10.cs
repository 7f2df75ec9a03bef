using WholeFiles;

namespace Sandglass.Data;

/// <summary>
/// CIFAR-10 (Krizhevsky 2009) in its binary version: 32x32 colour pictures in ten classes. A record is 3073 bytes: the
/// label, then the red, the green and the blue plane.
/// </summary>
internal static class Cifar10
{
    private const int Side = 32;
    private const int Pixels = 3 * Side * Side;
    private const int Record = 1 + Pixels;
    private const long MaximumFile = 1L << 25; // ten thousand records, and a little room

    /// <summary>Names of the ten classes; a label is an index into them.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>
    /// Loads <c>data_batch_1.bin</c> to <c>data_batch_5.bin</c> and <c>test_batch.bin</c>. The last tenth of every class
    /// of the training files is for validation. Files are compared with <c>SHA256SUMS</c> where the folder has one.
    /// </summary>
    /// <param name="directory">The folder of the six files (<c>cifar-10-batches-bin</c>).</param>
    /// <exception cref="DataFormatException">A file is missing, damaged or of another kind.</exception>
    public static DatasetSplits Load(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (File.Exists(Path.Combine(directory, Checksums.FileName)))
        {
            Checksums.Verify(directory);
        }
        var files = Enumerable.Range(1, 5).Select(i => Path.Combine(directory, $"data_batch_{i}.bin"));
        using var train = Read("train", files);
        var test = Read("cifar-10/test", [Path.Combine(directory, "test_batch.bin")]);
        return DatasetSplits.HoldOutLastTenth("cifar-10", train, test);
    }

    private static ImageDataset Read(string name, IEnumerable<string> paths)
    {
        using var pixels = new MemoryStream();
        List<byte> labels = [];
        foreach (var path in paths)
        {
            var bytes = ReadRecords(path);
            for (var at = 0; at < bytes.Length; at += Record)
            {
                if (bytes[at] >= ClassNames.Count)
                {
                    throw DataFormatException.At(path, $"label at byte {at}", "0 to 9", $"{bytes[at]}");
                }
                labels.Add(bytes[at]);
                pixels.Write(bytes, at + 1, Pixels);
            }
        }
        return ImageDataset.FromBytes(
            name, ClassNames, pixels.GetBuffer().AsSpan(0, (int)pixels.Length), (3, Side, Side), labels.ToArray());
    }

    private static byte[] ReadRecords(string path)
    {
        var bytes = DataFormatException.Reading(
            path, "Unpack cifar-10-binary.tar.gz and name its folder.", () => BoundedFile.ReadBytes(path, MaximumFile));
        return bytes.Length > 0 && bytes.Length % Record == 0
            ? bytes
            : throw DataFormatException.At(path, "length", $"a multiple of {Record} bytes", $"{bytes.Length}");
    }
}
