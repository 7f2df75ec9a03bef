using System.Runtime.CompilerServices;

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

    /// <summary>Reads so many bits.</summary>
    /// <param name="bytes">Where they were written.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // thousands are read, and all are before the runtime would optimise it
    internal static bool[] Unpacked(ReadOnlySpan<byte> bytes, int first, int count)
    {
        var bits = new bool[count];
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = (bytes[(first + i) / 8] >> ((first + i) % 8) & 1) == 1;
        }

        return bits;
    }
}
