using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace Sandglass.Display.Charts;

/// <summary>
/// Writes pixels as a PNG with a palette, a third of the size of Skia's: notebooks carry their pictures within them. In a
/// picture of more than 256 colours the rarer ones give way to the nearest of the others.
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
        // Neighbours are mostly equal, so runs are counted, and a pixel's number is looked up where its colour changes.
        var frequency = new Dictionary<uint, int>();
        for (int start = 0, end = 1; start < pixels.Length; start = end++)
        {
            while (end < pixels.Length && pixels[end] == pixels[start])
            {
                end++;
            }
            CollectionsMarshal.GetValueRefOrAddDefault(frequency, pixels[start] & 0xFFFFFF, out _) += end - start;
        }
        var palette = frequency.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(MostColours).Select(c => c.Key).ToArray();
        var numbers = palette.Select((colour, i) => (colour, i)).ToDictionary(p => p.colour, p => (byte)p.i);
        var rows = new byte[(width + 1) * height];
        var number = (byte)0;
        for (var i = 0; i < pixels.Length; i++)
        {
            if (i == 0 || pixels[i] != pixels[i - 1])
            {
                var colour = pixels[i] & 0xFFFFFF;
                if (!numbers.TryGetValue(colour, out number))
                {
                    number = numbers[palette.MinBy(other => Distance(colour, other))];
                    numbers.Add(colour, number);
                }
            }
            rows[i + (i / width) + 1] = number;
        }
        return ([.. palette.SelectMany(c => new[] { (byte)c, (byte)(c >> 8), (byte)(c >> 16) })], rows);
    }

    private static int Distance(uint a, uint b)
    {
        var (red, green, blue) = ((int)(a & 255) - (int)(b & 255), (int)(a >> 8 & 255) - (int)(b >> 8 & 255), (int)(a >> 16) - (int)(b >> 16));
        return (red * red) + (green * green) + (blue * blue);
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] named = [.. name, .. content];
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(named));
        file.Write(number);
    }
}
