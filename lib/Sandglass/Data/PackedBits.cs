namespace Sandglass.Data;

/// <summary>Yes and no, eight a byte, lowest bit first.</summary>
internal static class PackedBits
{
    /// <summary>Bytes that so many bits take.</summary>
    internal static long Bytes(long bits) => (bits + 7) / 8;

    /// <summary>Writes bits into bytes that are zero.</summary>
    internal static void Pack(IEnumerable<bool> bits, Span<byte> bytes)
    {
        foreach (var (i, bit) in bits.Index())
        {
            bytes[i / 8] |= (byte)((bit ? 1 : 0) << (i % 8));
        }
    }

    /// <summary>Reads one bit.</summary>
    internal static bool At(ReadOnlySpan<byte> bytes, int index) => (bytes[index / 8] >> (index % 8) & 1) == 1;
}
