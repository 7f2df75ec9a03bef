using System.Buffers.Binary;
using Sandglass.Weights.Pickles;

namespace Sandglass.Weights;

/// <summary>
/// The format of torch.save before PyTorch 1.6: pickles of a magic number, a version, the machine, the value and the keys
/// of its storages, then each storage after its count (PyTorch, torch/serialization.py, <c>_legacy_save</c>).
/// </summary>
internal static class LegacyTorchFile
{
    // The numbers 0x1950a86a20f9469cfc6c and 1001.
    private static ReadOnlySpan<byte> Start => [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.', 0x80, 2, (byte)'M', 0xe9, 3, (byte)'.'];

    /// <summary>The value, and the bytes of its storages.</summary>
    /// <exception cref="FormatException">The file is damaged, or holds more than tensors and plain values.</exception>
    internal static (object? Root, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Storages) Open(ByteCursor bytes)
    {
        Damage.Unless(bytes.Take(Start.Length).Span.SequenceEqual(Start), "it is a pickle, but not one of torch.save");
        var objects = new TorchObjects();
        Damage.Unless(
            Unpickler.Read(bytes, objects) is PickledDictionary machine && machine.Named("little_endian") is true, "its numbers are big-endian");
        var root = Unpickler.Read(bytes, objects);
        var keys = Unpickler.Read(bytes, objects) as List<object?>;
        Damage.Unless(keys is not null && keys.Count == objects.Storages.Count, "it does not list its storages");
        var storages = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var key in keys!)
        {
            Damage.Unless(
                key is string name && objects.Storages.TryGetValue(name, out var storage)
                && BinaryPrimitives.ReadInt64LittleEndian(bytes.Take(sizeof(long)).Span) == storage.Count
                && storages.TryAdd(name, bytes.Take(storage.Length)),
                "its storages are not those of its tensors");
        }

        Damage.Unless(bytes.IsAtEnd, "it goes on after its last storage");
        return (root, storages);
    }
}
