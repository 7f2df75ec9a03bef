using System.Collections.Frozen;

namespace Sandglass.Data;

/// <summary>
/// CIFAR-10 and CIFAR-100 (Krizhevsky 2009) in their binary version: 32x32 colour pictures. A record is a label, or two, then the
/// red, the green and the blue plane, 3,072 bytes.
/// </summary>
/// <param name="Name">Such as <c>cifar-10</c>.</param>
/// <param name="ClassNames">Names of the classes; a label is an index into them.</param>
/// <param name="Labels">How many labels there are of each kind that a record has; the last kind is the class.</param>
/// <param name="TrainingFiles">Files of the training pictures.</param>
/// <param name="TestFile">File of the test pictures.</param>
/// <param name="Archive">The published archive.</param>
/// <param name="Md5">Its MD5 as its authors publish it, beside no other checksum.</param>
internal sealed record Cifar(
    string Name, IReadOnlyList<string> ClassNames, IReadOnlyList<int> Labels, IReadOnlyList<string> TrainingFiles, string TestFile, string Archive, string Md5)
{
    private const int Side = 32;
    private const int Pixels = 3 * Side * Side;

    /// <summary>Ten classes of 6,000 pictures.</summary>
    public static Cifar Ten { get; } = new(
        "cifar-10",
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
        [10],
        [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")],
        "test_batch.bin",
        "cifar-10-binary.tar.gz",
        "c32a1d4ab5d03f1284b67883e8d87530");

    /// <summary>A hundred classes of 600 pictures, in twenty groups, which are not used.</summary>
    public static Cifar Hundred { get; } = new(
        "cifar-100",
        [
            "apple", "aquarium_fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle", "bowl", "boy", "bridge", "bus", "butterfly",
            "camel", "can", "castle", "caterpillar", "cattle", "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch", "crab", "crocodile", "cup",
            "dinosaur", "dolphin", "elephant", "flatfish", "forest", "fox", "girl", "hamster", "house", "kangaroo", "keyboard", "lamp", "lawn_mower",
            "leopard", "lion", "lizard", "lobster", "man", "maple_tree", "motorcycle", "mountain", "mouse", "mushroom", "oak_tree", "orange", "orchid",
            "otter", "palm_tree", "pear", "pickup_truck", "pine_tree", "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road",
            "rocket", "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail", "snake", "spider", "squirrel", "streetcar", "sunflower",
            "sweet_pepper", "table", "tank", "telephone", "television", "tiger", "tractor", "train", "trout", "tulip", "turtle", "wardrobe", "whale",
            "willow_tree", "wolf", "woman", "worm",
        ],
        [20, 100],
        ["train.bin"],
        "test.bin",
        "cifar-100-binary.tar.gz",
        "03b5dce01913d631647c71ecec9e9cb8");

    private int Record => Labels.Count + Pixels;

    /// <summary>
    /// Loads the pictures. The last tenth of every class of the training files is for validation, or validation is on the test
    /// pictures.
    /// </summary>
    /// <param name="path">
    /// The folder of the files, which are compared with <c>SHA256SUMS</c> where it has one, or the published archive, which is
    /// compared with its published MD5.
    /// </param>
    /// <param name="holdsOut">Whether a tenth is held out.</param>
    /// <exception cref="DataFormatException">A file is missing, damaged or of another kind.</exception>
    public DatasetSplits Load(string path, bool holdsOut = true)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Splits(Directory.Exists(path) ? CifarFiles.OfFolder(path, this) : CifarFiles.OfArchive(path, this), holdsOut) with { IsOwn = true };
    }

    /// <summary>Most bytes of a file of it: as many as were published, and a little room.</summary>
    internal static long MostOf(string file) => file == "train.bin" ? 1L << 28 : 1L << 25;

    private DatasetSplits Splits(FrozenDictionary<string, byte[]> files, bool holdsOut)
    {
        var test = Read($"{Name}/test", [TestFile], files);
        if (!holdsOut)
        {
            return new DatasetSplits(Read($"{Name}/training", TrainingFiles, files), test, test);
        }

        using var training = Read("train", TrainingFiles, files);
        return DatasetSplits.HoldOutLastTenth(Name, training, test);
    }

    private ImageDataset Read(string name, IReadOnlyList<string> names, FrozenDictionary<string, byte[]> files)
    {
        using var pixels = new MemoryStream();
        List<byte> labels = [];
        foreach (var file in names)
        {
            var bytes = files[file];
            if (bytes.Length == 0 || bytes.Length % Record != 0)
            {
                throw DataFormatException.At(file, "length", $"a multiple of {Record} bytes", $"{bytes.Length}");
            }

            for (var at = 0; at < bytes.Length; at += Record)
            {
                labels.Add(Label(file, bytes, at));
                pixels.Write(bytes, at + Labels.Count, Pixels);
            }
        }

        return ImageDataset.FromBytes(
            name, ClassNames, pixels.GetBuffer().AsSpan(0, (int)pixels.Length), (3, Side, Side), labels.ToArray());
    }

    private byte Label(string file, byte[] bytes, int record)
    {
        foreach (var (kind, count) in Labels.Index())
        {
            if (bytes[record + kind] >= count)
            {
                throw DataFormatException.At(file, $"label at byte {record + kind}", $"0 to {count - 1}", $"{bytes[record + kind]}");
            }
        }

        return bytes[record + Labels.Count - 1];
    }
}
