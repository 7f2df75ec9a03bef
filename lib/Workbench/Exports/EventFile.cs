using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;
using Tensorboard;

namespace Workbench.Exports;

/// <summary>
/// A file of TensorBoard's events: records of a length, its checksum, the bytes and theirs. The messages are those of TensorFlow, which
/// TorchSharp carries.
/// </summary>
internal static class EventFile
{
    private const uint MaskDelta = 0xa282ead8;
    private const int RotatedBits = 17;

    /// <summary>Writes the events.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="events">The events, in order.</param>
    public static void Write(Stream file, IEnumerable<Event> events)
    {
        foreach (var one in events)
        {
            WriteRecord(file, one.ToByteArray());
        }
    }

    /// <summary>Writes a record of whatever bytes.</summary>
    public static void WriteRecord(Stream file, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(number, (ulong)data.Length);
        file.Write(number);
        WriteChecksum(file, number);
        file.Write(data);
        WriteChecksum(file, data);
    }

    /// <summary>The CRC-32C of bytes (Castagnoli; RFC 3720, appendix B.4).</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }

    // Rotated and shifted, so that the checksum of bytes with a checksum among them is not a special number.
    private static void WriteChecksum(Stream file, ReadOnlySpan<byte> bytes)
    {
        Span<byte> masked = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(masked, BitOperations.RotateLeft(Crc32C(bytes), RotatedBits) + MaskDelta);
        file.Write(masked);
    }
}
