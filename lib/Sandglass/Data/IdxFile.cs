using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using WholeFiles;

namespace Sandglass.Data;

/// <summary>
/// Reads and writes IDX files of unsigned bytes, plain or gzipped: the format of MNIST and Fashion-MNIST
/// (two zero bytes, a type byte, the number of dimensions, big-endian sizes, values).
/// A file is not trusted: no size is believed before it is checked.
/// </summary>
internal static class IdxFile
{
    public const byte UnsignedByte = 0x08;

    // More than twice the images of Fashion-MNIST.
    private const long MostValues = 1L << 27;

    // Deflate packs at most 1032 bytes into one: a header that claims more lies.
    private const long LargestDeflateRatio = 1032;

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file; gzip is recognised by its first two bytes.</param>
    /// <param name="dimensions">How many dimensions the file must have: 3 for images, 1 for labels.</param>
    /// <param name="maximumBytes">Largest number of values that is read into memory.</param>
    /// <exception cref="DataFormatException">The file is missing, truncated, corrupt, too long or of another kind.</exception>
    public static IdxArray Read(string path, int dimensions, long maximumBytes = MostValues)
    {
        try
        {
            using var file = BoundedFile.Open(path);
            var gzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            using var gunzip = gzip ? new GZipStream(file, CompressionMode.Decompress) : null;
            var mostPossible = Math.Min(file.Length, maximumBytes) * (gzip ? LargestDeflateRatio : 1);
            var array = Read(path, (Stream?)gunzip ?? file, dimensions, Math.Min(maximumBytes, mostPossible));
            if (gzip)
            {
                CheckTrailer(path, file, array);
            }
            return array;
        }
        catch (InvalidDataException error)
        {
            throw DataFormatException.At(path, "gzip stream", "valid compressed data", $"corrupt data ({error.Message})", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path} cannot be read: {error.Message} Check that it exists and may be read.", error);
        }
    }

    /// <summary>Writes a gzipped file whose bytes depend on the array alone: no name, no time, one compressor on every machine.</summary>
    public static void Write(string path, IdxArray array)
    {
        WholeFile.Write(path, DeterministicGzip.Compress([.. array.Header(), .. array.Values]));
    }

    private static IdxArray Read(string path, Stream stream, int dimensions, long maximumBytes)
    {
        var sizes = ReadSizes(path, stream, dimensions);
        long total = 1;
        foreach (var size in sizes)
        {
            // Each factor is below 2^31 and the running product below the limit: no overflow.
            total *= size;
            if (total > maximumBytes)
            {
                throw DataFormatException.At(
                    path, "sizes", Invariant($"at most {maximumBytes} values"), $"[{string.Join(", ", sizes)}]");
            }
        }

        var values = new byte[total];
        var read = stream.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        if (read < total)
        {
            throw DataFormatException.At(path, Invariant($"value {read}"), Invariant($"{total} values"), Invariant($"the end after {read}"));
        }

        if (stream.ReadByte() >= 0)
        {
            throw DataFormatException.At(path, "end", Invariant($"nothing after {total} values"), "more bytes");
        }
        return new IdxArray(sizes, values);
    }

    // GZipStream takes a file without a whole trailer, or with bytes after it, for a good one.
    private static void CheckTrailer(string path, FileStream file, IdxArray array)
    {
        var expected = DeterministicGzip.Trailer(array.Header(), array.Values);
        var found = new byte[expected.Length];
        file.Seek(-Math.Min(file.Length, found.Length), SeekOrigin.End);
        file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false);
        if (!found.AsSpan().SequenceEqual(expected))
        {
            throw DataFormatException.At(
                path, "gzip trailer (checksum and length)", Convert.ToHexStringLower(expected), Convert.ToHexStringLower(found));
        }
    }

    private static int[] ReadSizes(string path, Stream stream, int dimensions)
    {
        var header = new byte[4 + (4 * dimensions)];
        var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read < 4)
        {
            throw DataFormatException.At(path, "header", "4 bytes or more", Invariant($"{read}"));
        }
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var expected = ((uint)UnsignedByte << 8) | (uint)dimensions;
        if (magic != expected)
        {
            throw DataFormatException.At(
                path, "magic number at byte 0", $"0x{expected:x8} (unsigned bytes, {dimensions} dimensions)", $"0x{magic:x8}");
        }
        if (read < header.Length)
        {
            throw DataFormatException.At(path, "sizes", Invariant($"a header of {header.Length} bytes"), Invariant($"{read} bytes"));
        }

        var sizes = new int[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + (4 * i)));
            if (sizes[i] <= 0)
            {
                throw DataFormatException.At(path, Invariant($"size {i} at byte {4 + (4 * i)}"), "a positive number", Invariant($"{sizes[i]}"));
            }
        }
        return sizes;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An array of unsigned bytes with its sizes, as an IDX file holds it: the last dimension varies fastest.</summary>
/// <param name="Dimensions">Sizes, outermost first; <c>[N, H, W]</c> for images, <c>[N]</c> for labels.</param>
/// <param name="Values">The bytes; as many as the product of the sizes.</param>
internal sealed record IdxArray(IReadOnlyList<int> Dimensions, byte[] Values)
{
    /// <summary>SHA-256 of the uncompressed IDX file, in lower-case hexadecimal: the same however the file was compressed.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Header());
        hash.AppendData(Values);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public byte[] Header()
    {
        var header = new byte[4 + (4 * Dimensions.Count)];
        header[2] = IdxFile.UnsignedByte;
        header[3] = (byte)Dimensions.Count;
        for (var i = 0; i < Dimensions.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), Dimensions[i]);
        }
        return header;
    }
}

/// <summary>Grey images with labels, as a pair of IDX files.</summary>
internal static class IdxImages
{
    /// <summary>Reads images <c>[N, H, W]</c> and labels <c>[N]</c>, gzipped or plain.</summary>
    /// <exception cref="DataFormatException">A file is unreadable, the counts differ, or a label names no class.</exception>
    public static ImageDataset Load(string name, string imagesPath, string labelsPath, IReadOnlyList<string> classNames) =>
        Join(name, IdxFile.Read(imagesPath, 3), IdxFile.Read(labelsPath, 1), labelsPath, classNames);

    public static ImageDataset Join(
        string name, IdxArray images, IdxArray labels, string labelsPath, IReadOnlyList<string> classNames)
    {
        CheckLabels(labels, images.Dimensions[0], labelsPath, classNames);
        return ImageDataset.FromBytes(
            name, classNames, images.Values, (1, images.Dimensions[1], images.Dimensions[2]), labels.Values);
    }

    /// <summary>Sees that there is a label for each image, and a class for each label.</summary>
    /// <exception cref="DataFormatException">The counts differ, or a label names no class.</exception>
    public static void CheckLabels(IdxArray labels, int count, string labelsPath, IReadOnlyList<string> classNames)
    {
        if (labels.Dimensions[0] != count)
        {
            throw DataFormatException.At(labelsPath, "number of labels", $"{count}, one an image", $"{labels.Dimensions[0]}");
        }
        var wrong = Array.FindIndex(labels.Values, v => v >= classNames.Count);
        if (wrong >= 0)
        {
            throw DataFormatException.At(labelsPath, $"label {wrong}", $"0 to {classNames.Count - 1}", $"{labels.Values[wrong]}");
        }
    }
}
