using Sandglass.Weights.Pickles;
using WholeFiles;

namespace Sandglass.Weights;

/// <summary>
/// Reads files of PyTorch's torch.save (<c>.pth</c>, <c>.pt</c>, <c>.pth.tar</c>), the zip format and the legacy one, that
/// hold tensors and plain values. The pickle within is read as data: nothing in it is run.
/// </summary>
/// <remarks>Limits: those of <see cref="Unpickler"/> and <see cref="StoredZip"/>, a pickle of 64 MB, 2 GB in all.</remarks>
internal static class TorchFile
{
    /// <summary>How many first bytes tell the format.</summary>
    internal const int TellingBytes = 9;

    private const int LongestPickle = 64 << 20;
    private const string PickleName = "/data.pkl";

    private static ReadOnlySpan<byte> ZipStart => "PK\x03\x04"u8;

    /// <summary>Whether a file that begins so is not of the safetensors format, whose ninth byte is {, but a zip file or a pickle.</summary>
    internal static bool IsOne(ReadOnlySpan<byte> start) =>
        (start.StartsWith(ZipStart) || start is [0x80, ..]) && start is not [_, _, _, _, _, _, _, _, (byte)'{', ..];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; a link to one is followed, a device or a pipe is refused.</param>
    /// <exception cref="WeightFileException">The file is missing, damaged, too large, or holds more than tensors and plain values.</exception>
    internal static WeightFile Read(string path) => Typed(path, () => Of(BoundedFile.ReadBytes(path, Array.MaxLength), path));

    /// <summary>Takes a file's bytes apart; tensors are views of them where they can be.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="WeightFileException">The bytes are damaged, or hold more than tensors and plain values.</exception>
    internal static WeightFile Parse(ReadOnlyMemory<byte> bytes, string name) => Typed(name, () => Of(bytes, name));

    private static WeightFile Typed(string name, Func<WeightFile> read) => Damage.Typed(read, (reason, wrong) => new WeightFileException(
        $"{name} cannot be read as a file of torch.save: {reason}; download it again, or save the weights alone in Python: torch.save(model.state_dict(), FILE)", wrong));

    private static WeightFile Of(ReadOnlyMemory<byte> bytes, string name)
    {
        var (root, storages) = bytes.Span.StartsWith(ZipStart) ? Zipped(StoredZip.Entries(bytes)) : LegacyTorchFile.Open(new ByteCursor(bytes));
        var weights = TorchWeights.In(root);
        var tensors = new Dictionary<string, SafetensorsTensor>();
        long copied = bytes.Length;
        foreach (var (key, tensor) in weights.Tensors)
        {
            tensors.Add(key, tensor.Plain(key, storages[tensor.Storage.Key], ref copied));
        }

        return new WeightFile(name, bytes, weights.Metadata, tensors) { Note = weights.Note };
    }

    // ROOT/data.pkl, ROOT/data/KEY a storage, and ROOT/byteorder since PyTorch 2.1.
    private static (object? Root, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Storages) Zipped(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> entries)
    {
        var pickles = entries.Keys.Where(entry => entry.EndsWith(PickleName, StringComparison.Ordinal)).ToArray();
        Damage.Unless(pickles.Length == 1, "it is a zip file, but not one of torch.save: it does not have one data.pkl");
        var root = pickles[0][..^PickleName.Length];
        Damage.Unless(!entries.ContainsKey($"{root}/constants.pkl"), "it is a program of TorchScript");
        Damage.Unless(!entries.TryGetValue($"{root}/byteorder", out var order) || order.Span.SequenceEqual("little"u8), "its numbers are big-endian");
        Damage.Unless(entries[pickles[0]].Length <= LongestPickle, $"its pickle has more than {LongestPickle >> 20} MB");

        var objects = new TorchObjects();
        var pickle = new ByteCursor(entries[pickles[0]]);
        var value = Unpickler.Read(pickle, objects);
        Damage.Unless(pickle.IsAtEnd, "its pickle goes on after its end");
        return (value, objects.Storages.Values.ToDictionary(storage => storage.Key, storage =>
        {
            Damage.Unless(
                entries.TryGetValue($"{root}/data/{storage.Key}", out var content) && content.Length == storage.Length,
                $"its storage {Quoted.Name(storage.Key)} is missing or does not have {storage.Length} bytes");
            return content;
        }));
    }
}
