using System.Buffers.Binary;
using System.IO.Hashing;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace Sandglass.Data;

/// <summary>
/// Gzip (RFC 1952) with the same bytes on every machine. The platform's compressor chooses other matches from one
/// processor or version to the next; the managed one (SharpZipLib, which TorchSharp brings) does not.
/// </summary>
internal static class DeterministicGzip
{
    // Magic, deflate, no flags, time 0, best compression, unknown system.
    private static readonly byte[] Header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];

    public static byte[] Compress(byte[] content)
    {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, noZlibHeaderOrFooter: true);
        deflater.SetInput(content);
        deflater.Finish();
        using var output = new MemoryStream();
        output.Write(Header);
        var buffer = new byte[1 << 16];
        while (!deflater.IsFinished)
        {
            output.Write(buffer, 0, deflater.Deflate(buffer));
        }

        output.Write(Trailer(content));
        return output.ToArray();
    }

    /// <summary>The last eight bytes of a gzip file: checksum and length of its content, given in pieces.</summary>
    public static byte[] Trailer(params ReadOnlySpan<byte[]> pieces)
    {
        var checksum = new Crc32();
        uint length = 0;
        foreach (var piece in pieces)
        {
            checksum.Append(piece);
            length += (uint)piece.Length;
        }
        var trailer = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(4), length);
        return trailer;
    }
}
