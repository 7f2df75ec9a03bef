using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using Sandglass.Data;
using Sandglass.Images.Sets;

namespace Sandglass.Images.Tests.Sets;

/// <summary>
/// An image set in ImageNet's layout, made from committed images of Fashion-MNIST: three classes of JPEG and PNG files of odd
/// sizes, a grey, a palette, a CMYK and a turned one among them, and three damaged ones.
/// </summary>
internal sealed class ImageSet : IDisposable
{
    public const int Side = 32;
    public const int Training = 14;
    public const int Validation = 5;

    public static readonly string[] Classes = ["n02", "n03", "n04"];

    private static readonly Lazy<byte[][][]> Images = new(Committed);

    private readonly TemporaryFolder _folder = new();

    public ImageSet(bool damaged = true)
    {
        foreach (var (label, name) in Classes.Index())
        {
            for (var i = 0; i < Training + Validation; i++)
            {
                Write(Picture(label, i), i < Training ? "train" : "val", name, $"{name}_{i}.JPEG");
            }
        }

        Write(OddPictures.Quarters(41, 29, 40, 100, 160, 220), "train", "n02", "grey.JPEG");
        Write(OddPictures.FourInks(), "train", "n03", "inks.JPEG");
        Write(OddPictures.WithOrientation(OddPictures.Quarters(40, 24, 20, 90, 150, 240), 6), "train", "n04", "turned.JPEG");
        Write(Palette(37, 23), "val", "n02", "palette.png");
        if (damaged)
        {
            Write(Picture(1, 0)[..^200], "train", "n03", "cut.JPEG");
            Write("<html>not found</html>"u8.ToArray(), "train", "n04", "page.JPEG");
            Write([], "val", "n03", "empty.JPEG");
        }
    }

    /// <summary>What is wrong in it, in the order of the files.</summary>
    public static (string File, string Reason)[] Damaged { get; } =
    [
        ("train/n03/cut.JPEG", "expected a whole picture, found one that is cut short"),
        ("train/n04/page.JPEG", "expected JPEG or PNG, found something else"),
        ("val/n03/empty.JPEG", "expected JPEG or PNG, found something else"),
    ];

    public string Path => _folder["objects"];

    public ImageFiles Source => new(Path, Side) { HeldOut = 0.2 };

    public string this[params string[] names] => _folder[["objects", .. names]];

    public void Dispose() => _folder.Dispose();

    public void Write(byte[] bytes, params string[] names)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[names])!);
        File.WriteAllBytes(this[names], bytes);
    }

    // A committed image in a colour of its class, enlarged to an odd size.
    private static byte[] Picture(int label, int i)
    {
        var (width, height, grey) = (33 + (3 * i), 31 + (5 * (i % 4)), Images.Value[label][i]);
        var pixels = new byte[3 * width * height];
        for (var p = 0; p < width * height; p++)
        {
            var level = grey[(p / width * 28 / height * 28) + (p % width * 28 / width)];
            pixels[(3 * p) + label] = level;
            pixels[(3 * p) + ((label + 1) % 3)] = (byte)(level / 2);
        }

        return ImageFile.Write(new PixelImage(width, height, 3, pixels), i % 3 == 0 ? ImageFormat.Png : ImageFormat.Jpeg);
    }

    private static byte[][][] Committed()
    {
        using var data = FashionMnist.Load();
        using var few = data.Training.TakePerClass(Training + Validation);
        var (pixels, labels) = (few.Pixels.ToArray(), few.LabelValues.ToArray());
        return [.. Enumerable.Range(0, Classes.Length).Select(label => labels.Index().Where(image => image.Item == label + 7).Select(image => pixels[(784 * image.Index)..(784 * (image.Index + 1))]).ToArray())];
    }

    // Three colours, a byte a pixel.
    private static byte[] Palette(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zip.Write([0, .. Enumerable.Range(0, width).Select(x => (byte)((x + y) / 8 % 3))]);
            }
        }

        byte[] header = [0, 0, 0, (byte)width, 0, 0, 0, (byte)height, 8, 3, 0, 0, 0];
        return
        [
            0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("PLTE", [200, 30, 30, 30, 200, 30, 30, 30, 200]), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string name, byte[] content)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(name), .. content];
        var (length, sum) = (content.Length, Crc32.HashToUInt32(bytes));
        return [0, 0, (byte)(length >> 8), (byte)length, .. bytes, (byte)(sum >> 24), (byte)(sum >> 16), (byte)(sum >> 8), (byte)sum];
    }
}
