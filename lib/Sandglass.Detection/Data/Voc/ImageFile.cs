using Sandglass.Data;
using SkiaSharp;

namespace Sandglass.Detection.Data.Voc;

/// <summary>
/// JPEG and PNG files. They are decoded as they are stored: an orientation in EXIF data is ignored, because boxes are of stored
/// pixels, and so are colour profiles. Files are taken for untrusted: sizes are checked before memory is asked for.
/// </summary>
internal static class ImageFile
{
    private const int JpegQuality = 95;
    private const long MostBytes = 1L << 26;
    private const long MostPixels = 1L << 26;

    /// <summary>The picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="channels">1 for grey (of colour, the luma of ITU-R BT.601), 3 for colour (of grey, three times the same).</param>
    /// <exception cref="DataFormatException">The file is missing, no picture, cut short or too large.</exception>
    public static PixelImage Read(string path, int channels)
    {
        using var codec = Open(path);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width <= 0 || height <= 0 || (long)width * height > MostPixels)
        {
            throw At(path, $"at most {MostPixels} pixels", $"{width} x {height}");
        }
        var layout = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var bitmap = new SKBitmap(layout);
        var result = codec.GetPixels(layout, bitmap.GetPixels());
        return result == SKCodecResult.Success
            ? new PixelImage(width, height, channels, Pack(bitmap.GetPixelSpan(), channels))
            : throw At(path, "a whole picture", result == SKCodecResult.IncompleteInput ? "one that is cut short" : $"{result}");
    }

    /// <summary>Ending of a file's name, with its dot.</summary>
    public static string Extension(ImageFormat format) => format == ImageFormat.Jpeg ? ".jpg" : ".png";

    /// <summary>The bytes of a file that holds the picture.</summary>
    public static byte[] Write(PixelImage image, ImageFormat format)
    {
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
        using var bytes = bitmap.Encode(format == ImageFormat.Jpeg ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png, JpegQuality);
        return bytes.ToArray();
    }

    private static SKCodec Open(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MostBytes)
            {
                throw At(path, $"at most {MostBytes} bytes", $"{length}");
            }
            using var bytes = SKData.CreateCopy(File.ReadAllBytes(path));
            return SKCodec.Create(bytes) ?? throw At(path, "JPEG or PNG", "something else");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException($"{path} cannot be read: {error.Message} Unpack the devkit again, or take the image off its list.", error);
        }
    }

    private static byte[] Pack(ReadOnlySpan<byte> rgba, int channels)
    {
        var packed = new byte[rgba.Length / 4 * channels];
        for (int from = 0, to = 0; from < rgba.Length; from += 4, to += channels)
        {
            var (red, green, blue) = (rgba[from], rgba[from + 1], rgba[from + 2]);
            if (channels == 3)
            {
                (packed[to], packed[to + 1], packed[to + 2]) = (red, green, blue);
            }
            else
            {
                packed[to] = (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);
            }
        }
        return packed;
    }

    private static DataFormatException At(string path, string expected, string found) =>
        new($"{path}: expected {expected}, found {found}; unpack the devkit again, or take the image off its list.");
}

/// <summary>How a picture is stored.</summary>
public enum ImageFormat
{
    /// <summary>JPEG at quality 95.</summary>
    Jpeg,

    /// <summary>PNG, without loss.</summary>
    Png,
}
