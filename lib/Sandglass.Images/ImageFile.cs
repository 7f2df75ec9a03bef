using System.Buffers;
using System.Runtime.InteropServices;
using Sandglass.Data;
using SkiaSharp;
using WholeFiles;

namespace Sandglass.Images;

/// <summary>
/// JPEG and PNG files. They are turned by their EXIF orientation, as viewers show them and people annotate them; colour
/// profiles are ignored, and so is transparency. Files are not trusted: kind and sizes are checked before memory is asked for.
/// </summary>
internal static class ImageFile
{
    private const int JpegQuality = 95;
    internal const long MostPixels = 24L << 20; // 6000 x 4000, and a little more

    /// <summary>Bytes that the file of a picture may have.</summary>
    internal const long MostBytes = 1L << 26;

    private const long ManyPixels = 1L << 23;

    private static readonly byte[][] Signatures = [[0xff, 0xd8, 0xff], [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]];

    // Large pictures are decoded one at a time, or a few hostile ones together would take all memory.
    private static readonly Lock Large = new();

    /// <summary>Whether a file begins as a JPEG or PNG file does; false where it cannot be read.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOne(string path)
    {
        try
        {
            using var file = BoundedFile.Open(path);
            var beginning = new byte[Signatures.Max(signature => signature.Length)];
            var read = file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
            return Signatures.Any(signature => beginning.AsSpan(0, read).StartsWith(signature));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="channels">1 for grey (of colour, the luma of ITU-R BT.601), 3 for colour (of grey, three times the same).</param>
    /// <param name="remedy">What a reader of an error is told to do, such as <c>give a whole JPEG or PNG file</c>.</param>
    /// <param name="annotated">The size that it must have, turned; null takes any.</param>
    /// <exception cref="DataFormatException">The file is missing, no picture, cut short, too large or of another size.</exception>
    public static PixelImage Read(string path, int channels, string remedy, (int Width, int Height)? annotated = null) =>
        Parse(Bytes(path, remedy), path, channels, remedy, annotated);

    /// <inheritdoc cref="Read"/>
    internal static PixelImage Parse(byte[] bytes, string path, int channels, string remedy, (int Width, int Height)? annotated = null)
    {
        if (!Signatures.Any(signature => bytes.AsSpan().StartsWith(signature)))
        {
            throw At(path, remedy, "JPEG or PNG", "something else");
        }
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data) ?? throw At(path, remedy, "JPEG or PNG", "something else");
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var pixels = (long)width * height;
        if (width <= 0 || height <= 0 || pixels > MostPixels)
        {
            throw At(path, remedy, $"at most {MostPixels} pixels", $"{width} x {height}");
        }
        var turned = Orientation.Of(codec.EncodedOrigin, width, height);
        if (annotated is { } said && said != (turned.Width, turned.Height))
        {
            throw OfAnotherSize(path, codec, turned, said);
        }
        if (pixels <= ManyPixels)
        {
            return Decoded(bytes, codec, turned, path, channels, remedy);
        }
        lock (Large)
        {
            return Decoded(bytes, codec, turned, path, channels, remedy);
        }
    }

    /// <summary>Ending of a file's name, with its dot.</summary>
    public static string Extension(ImageFormat format) => format == ImageFormat.Jpeg ? ".jpg" : ".png";

    /// <summary>The bytes of a file that holds the picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="format">How it is stored.</param>
    /// <param name="quality">Of a JPEG, 1 to 100.</param>
    public static byte[] Write(PixelImage image, ImageFormat format, int quality = JpegQuality)
    {
        ArgumentNullException.ThrowIfNull(image);
        var colour = image.Channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888;
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, colour, SKAlphaType.Opaque));
        var target = bitmap.GetPixelSpan();
        for (int from = 0, to = 0; from < image.Pixels.Length; from += image.Channels)
        {
            image.Pixels.AsSpan(from, image.Channels).CopyTo(target[to..]);
            to += image.Channels;
            if (image.Channels == 3)
            {
                target[to++] = 255;
            }
        }
        using var bytes = bitmap.Encode(format == ImageFormat.Jpeg ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png, quality);
        return bytes.ToArray();
    }

    private static byte[] Bytes(string path, string remedy) =>
        DataFormatException.Reading(path, $"{char.ToUpperInvariant(remedy[0])}{remedy[1..]}.", () => BoundedFile.ReadBytes(path, MostBytes));

    private static PixelImage Decoded(byte[] bytes, SKCodec codec, Orientation turned, string path, int channels, string remedy)
    {
        if (TurboJpeg.IsThere && codec.EncodedFormat == SKEncodedImageFormat.Jpeg && channels == 3 && turned.IsAsStored)
        {
            var rgb = GC.AllocateUninitializedArray<byte>(turned.Width * turned.Height * 3);
            if (TurboJpeg.TryDecode(bytes, turned.Width, turned.Height, rgb))
            {
                return new PixelImage(turned.Width, turned.Height, 3, rgb);
            }
        }

        var layout = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var isLarge = (long)layout.Width * layout.Height > ManyPixels; // a pool would keep what the lock is to free
        var rgba = isLarge ? GC.AllocateUninitializedArray<byte>(layout.BytesSize) : ArrayPool<byte>.Shared.Rent(layout.BytesSize);
        var pinned = GCHandle.Alloc(rgba, GCHandleType.Pinned);
        try
        {
            var result = codec.GetPixels(layout, pinned.AddrOfPinnedObject());
            return result == SKCodecResult.Success
                ? new PixelImage(turned.Width, turned.Height, channels, PixelPacking.Pack(rgba.AsSpan(0, layout.BytesSize), turned, channels))
                : throw At(path, remedy, "a whole picture", result == SKCodecResult.IncompleteInput ? "one that is cut short" : $"{result}");
        }
        finally
        {
            pinned.Free();
            if (!isLarge)
            {
                ArrayPool<byte>.Shared.Return(rgba);
            }
        }
    }

    private static DataFormatException OfAnotherSize(string path, SKCodec codec, Orientation turned, (int Width, int Height) said) =>
        said == (codec.Info.Width, codec.Info.Height)
            ? new DataFormatException(
                $"{path} is stored with {said.Width} x {said.Height} pixels, as its annotation says, but its EXIF orientation {(int)codec.EncodedOrigin} turns it to {turned.Width} x {turned.Height}; annotate it as viewers show it, or remove the orientation from the file.")
            : new DataFormatException(
                $"{path} has {turned.Width} x {turned.Height} pixels, its annotation says {said.Width} x {said.Height}; one of them belongs to another image.");

    private static DataFormatException At(string path, string remedy, string expected, string found) =>
        new($"{path}: expected {expected}, found {found}; {remedy}.");
}

/// <summary>How a picture is stored.</summary>
internal enum ImageFormat
{
    /// <summary>JPEG, at quality 95 where nothing else is said.</summary>
    Jpeg,

    /// <summary>PNG, without loss.</summary>
    Png,
}
