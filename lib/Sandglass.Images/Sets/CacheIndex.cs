using System.Text;

namespace Sandglass.Images.Sets;

/// <summary>
/// What the file of a cache says about its pictures. The file: 64 bytes of header (8 that name the format, length and place of
/// the index, its SHA-256), the pixels picture after picture, red, green and blue of a pixel side by side, then this index.
/// </summary>
/// <param name="Name">Name of the folder that it was made of.</param>
/// <param name="Side">Most pixels of a picture's shorter side; 0: pictures are as large as in their files.</param>
/// <param name="Classes">Names of the classes.</param>
/// <param name="Pictures">The pictures.</param>
internal sealed record CacheIndex(string Name, int Side, IReadOnlyList<string> Classes, IReadOnlyList<CachedPicture> Pictures)
{
    internal const int HeaderLength = 64;
    internal const int SumLength = 32;
    internal const int Channels = 3;
    internal const long MostBytes = 1L << 30;

    private const int MostClasses = 1_000_000;
    private const int LeastRecord = 50; // of a picture, without its texts

    internal static ReadOnlySpan<byte> Format => "SGPICS\0\u0001"u8;

    /// <summary>The index as bytes.</summary>
    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes, Encoding.UTF8);
        to.Write(Name);
        to.Write(Side);
        to.Write(Classes.Count);
        Classes.ToList().ForEach(to.Write);
        to.Write(Pictures.Count);
        foreach (var (picture, width, height, place, sum, reason) in Pictures)
        {
            to.Write(picture.File);
            to.Write(picture.Label);
            to.Write(picture.IsTest);
            to.Write(width);
            to.Write(height);
            to.Write(place);
            to.Write(sum.Span);
            to.Write(reason);
        }

        to.Flush();
        return bytes.ToArray();
    }

    /// <summary>The index of bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="end">Where the pixels end, in the file.</param>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="EndOfStreamException">It is cut short.</exception>
    public static CacheIndex Parse(byte[] bytes, long end)
    {
        using var from = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        var (name, side, classes) = (Text(from), from.ReadInt32(), new string[Count(from, 1, bytes.Length)]);
        Damage.Unless(side >= 0 && classes.Length is > 0 and <= MostClasses, "it has no classes, or an impossible side");
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = Text(from);
        }

        Damage.Unless(classes.Distinct().Count() == classes.Length && classes.All(of => of.Length > 0), "its classes are not all different");
        var pictures = new CachedPicture[Count(from, LeastRecord, bytes.Length)];
        for (var i = 0; i < pictures.Length; i++)
        {
            pictures[i] = Picture(from, classes.Length, end);
        }

        Damage.Unless(from.BaseStream.Position == bytes.Length, "more follows its last picture");
        return new CacheIndex(name, side, classes, pictures);
    }

    private static CachedPicture Picture(BinaryReader from, int classes, long end)
    {
        var picture = new StoredPicture(Text(from), from.ReadInt32(), from.ReadBoolean());
        var (width, height, place) = (from.ReadInt32(), from.ReadInt32(), from.ReadInt64());
        var found = new CachedPicture(picture, width, height, place, from.ReadBytes(SumLength), Text(from));
        Damage.Unless(picture.Label >= 0 && picture.Label < classes, "a picture is of no class");
        var isWhole = width > 0 && height > 0 && (long)width * height <= ImageFile.MostPixels && found.Reason.Length == 0;
        Damage.Unless(isWhole || ((width, height) is (0, 0) && found.Reason.Length > 0), "a picture has an impossible size");
        Damage.Unless(place >= HeaderLength && place <= end - found.Length, "a picture lies outside the file");
        return found;
    }

    // As many as the bytes can hold, before memory is asked for.
    private static int Count(BinaryReader from, int least, int bytes)
    {
        var count = from.ReadInt32();
        Damage.Unless(count >= 0 && (long)count * least <= bytes, "it announces more than it holds");
        return count;
    }

    private static string Text(BinaryReader from)
    {
        var text = from.ReadString();
        Damage.UnlessName(text, "a text in it");
        return text;
    }
}

/// <summary>A picture in a cache.</summary>
/// <param name="Picture">Which it is.</param>
/// <param name="Width">Pixels of a row; 0 where its file is damaged.</param>
/// <param name="Height">Rows.</param>
/// <param name="Place">Where its pixels begin in the file.</param>
/// <param name="Sum">SHA-256 of its pixels.</param>
/// <param name="Reason">What is wrong with its file; empty where nothing is.</param>
internal sealed record CachedPicture(StoredPicture Picture, int Width, int Height, long Place, ReadOnlyMemory<byte> Sum, string Reason)
{
    /// <summary>Bytes of its pixels.</summary>
    public int Length => Width * Height * CacheIndex.Channels;
}
