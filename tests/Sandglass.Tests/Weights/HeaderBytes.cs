using System.Buffers.Binary;
using System.Text;

namespace Sandglass.Tests.Weights;

/// <summary>Files of the safetensors format put together by hand, right or wrong.</summary>
internal static class HeaderBytes
{
    /// <summary>A header under its true length, then zeros.</summary>
    public static byte[] File(string header, int dataBytes = 0) => File(Encoding.UTF8.GetBytes(header), dataBytes);

    public static byte[] File(byte[] header, int dataBytes = 0) => [.. Length((ulong)header.Length), .. header, .. new byte[dataBytes]];

    public static byte[] Length(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }
}
