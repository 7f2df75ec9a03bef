using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Sandglass.Images.Tests;

/// <summary>Pictures that are seldom met, put together by hand.</summary>
internal static class OddPictures
{
    /// <summary>A JPEG of four flat quarters: a grey level a corner (upper left, upper right, lower left, lower right).</summary>
    public static byte[] Quarters(int width, int height, params byte[] levels)
    {
        var pixels = new byte[width * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = levels[(i / width < height / 2 ? 0 : 2) + (i % width < width / 2 ? 0 : 1)];
        }

        return ImageFile.Write(new PixelImage(width, height, 1, pixels), ImageFormat.Jpeg);
    }

    /// <summary>A JPEG with EXIF data that say nothing but its orientation.</summary>
    public static byte[] WithOrientation(byte[] jpeg, int orientation) =>
    [
        .. jpeg[..2], 0xff, 0xe1, 0, 34, .. "Exif\0\0MM\0*\0\0\0\x08"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, .. jpeg[2..],
    ];

    /// <summary>A JPEG of 8 x 8 pixels in cyan, magenta, yellow and black, half of each.</summary>
    public static byte[] FourInks()
    {
        byte[] table = [0xff, 0xdb, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64)];
        byte[] frame = [0xff, 0xc0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0];
        byte[] code = [1, .. new byte[15], 0]; // one code of one bit, which means zero
        byte[] scan = [0xff, 0xda, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0];
        return [0xff, 0xd8, .. table, .. frame, 0xff, 0xc4, 0, 20, 0x00, .. code, 0xff, 0xc4, 0, 20, 0x10, .. code, .. scan, 0, 0xff, 0xd9];
    }

    /// <summary>A grey PNG of one level, whose header may claim another size than it has.</summary>
    public static byte[] Png(int width, int height, ushort level, int bits, (int Width, int Height)? claimed = null)
    {
        byte[] pixel = bits == 16 ? [(byte)(level >> 8), (byte)level] : [(byte)(level >> 8)];
        byte[] row = [0, .. Enumerable.Repeat(pixel, width).SelectMany(bytes => bytes)];
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            for (var i = 0; i < height; i++)
            {
                zip.Write(row);
            }
        }

        var (saidWidth, saidHeight) = claimed ?? (width, height);
        return
        [
            0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10,
            .. Chunk("IHDR"u8, [.. Number(saidWidth), .. Number(saidHeight), (byte)bits, 0, 0, 0, 0]),
            .. Chunk("IDAT"u8, packed.ToArray()),
            .. Chunk("IEND"u8, []),
        ];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content)
    {
        byte[] checkedBytes = [.. name, .. content];
        return [.. Number(content.Length), .. checkedBytes, .. Number((int)Crc32.HashToUInt32(checkedBytes))];
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
