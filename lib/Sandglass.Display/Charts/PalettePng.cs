using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>
/// Writes pixels as a PNG with a palette, a third of the size of Skia's: notebooks carry their pictures within them. A
/// picture of more than 256 colours loses the lowest bits of its colours until they fit.
/// </summary>
internal static class PalettePng
{
    private const int MostColours = 256;

    /// <summary>The file's bytes. Transparency is ignored.</summary>
    /// <param name="pixels">Pixels of 32 bits, red first.</param>
    public static byte[] Write(SKPixmap pixels)
    {
        var (width, height) = (pixels.Width, pixels.Height);
        var (palette, rows) = Index(pixels.GetPixelSpan<uint>(), width, height);
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3); // eight bits a pixel, each an index
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "PLTE"u8, palette);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            zip.Write(rows);
        }
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // Each row begins with a zero: it is not filtered.
    private static (byte[] Palette, byte[] Rows) Index(ReadOnlySpan<uint> pixels, int width, int height)
    {
        for (var lost = 0; ; lost++)
        {
            var mask = 0x010101u * ((0xFFu << lost) & 0xFFu);
            var numbers = new Dictionary<uint, byte>();
            var rows = new byte[(width + 1) * height];
            for (var i = 0; i < pixels.Length && numbers.Count <= MostColours; i++)
            {
                // White stays white when bits are lost.
                var colour = (pixels[i] & 0xFFFFFF) == 0xFFFFFF ? 0xFFFFFF : pixels[i] & mask;
                if (!numbers.TryGetValue(colour, out var number))
                {
                    number = (byte)numbers.Count;
                    numbers.Add(colour, number);
                }
                rows[i + (i / width) + 1] = number;
            }
            if (numbers.Count <= MostColours)
            {
                return ([.. numbers.Keys.SelectMany(c => new[] { (byte)c, (byte)(c >> 8), (byte)(c >> 16) })], rows);
            }
        }
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] named = [.. name, .. content];
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(named));
        file.Write(number);
    }

    // CRC-32 as the PNG specification defines it.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var b in bytes)
        {
            sum ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ (0xEDB88320u & (uint)-(int)(sum & 1));
            }
        }
        return ~sum;
    }
}
