using System.Buffers.Binary;
using System.Security.Cryptography;
using Sandglass.Data;
using WholeFiles;

namespace Sandglass.Images.Sets;

/// <summary>
/// Decoded pictures in one file: any number of threads and processes read from it, and share what the system keeps of it in memory. It is
/// not mapped: a map saves no copy here, and ends the process where somebody shortens the file or its disk fails.
/// </summary>
internal sealed class PictureCache : PictureStore
{
    private readonly CacheIndex _index;
    private readonly FileStream _file;
    private readonly StoredPicture[] _pictures;

    private PictureCache(CacheIndex index, FileStream file)
    {
        (_index, _file) = (index, file);
        _pictures = [.. index.Pictures.Select(cached => cached.Picture)];
    }

    /// <inheritdoc/>
    public override string Name => _index.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => _index.Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<StoredPicture> Pictures => _pictures;

    /// <summary>Most pixels of a picture's shorter side; 0: pictures are as large as in their files.</summary>
    public int Side => _index.Side;

    /// <inheritdoc/>
    protected override string Content => "pixels";

    /// <summary>Opens a cache.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="DataFormatException">It is none, or damaged.</exception>
    public static PictureCache Open(string path) => Damage.Typed(
        () =>
        {
            var file = BoundedFile.Open(path);
            try
            {
                return new PictureCache(Index(file), file);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        },
        (reason, wrong) => new DataFormatException($"{path} is not a whole cache of pictures ({reason}); make it again with 'workbench data cache', or name a folder.", wrong));

    /// <inheritdoc/>
    public override PixelImage? Read(int place, out string reason)
    {
        var cached = _index.Pictures[place];
        reason = cached.Reason;
        if (reason.Length > 0)
        {
            return null;
        }

        var pixels = new byte[cached.Length];
        for (var read = 0; read < pixels.Length;)
        {
            read += Part(cached.Place + read, pixels.AsSpan(read));
        }

        return new PixelImage(cached.Width, cached.Height, CacheIndex.Channels, pixels);
    }

    /// <summary>What is wrong with a picture, its checksum compared.</summary>
    /// <inheritdoc/>
    public override string? FaultOf(int place) => Read(place, out var reason) is not { } picture ? reason
        : SHA256.HashData(picture.Pixels).AsSpan().SequenceEqual(SumOf(place)) ? null
        : "its pixels in the cache are not those that were written";

    /// <inheritdoc/>
    protected override ReadOnlySpan<byte> SumOf(int place) => _index.Pictures[place].Sum.Span;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }

    private int Part(long place, Span<byte> target)
    {
        try
        {
            return RandomAccess.Read(_file.SafeFileHandle, target, place) is > 0 and var read ? read : throw new IOException("it is shorter than it was");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{_file.Name} cannot be read ({wrong.Message.TrimEnd('.')}); make the cache again", wrong);
        }
    }

    private static CacheIndex Index(FileStream file)
    {
        var header = new byte[CacheIndex.HeaderLength];
        file.ReadExactly(header);
        Damage.Unless(header.AsSpan().StartsWith(CacheIndex.Format), "it is another file");
        var (length, place) = (BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8)), BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(16)));
        Damage.Unless(
            length is > 0 and <= CacheIndex.MostBytes && place >= CacheIndex.HeaderLength && place == file.Length - length,
            "it is cut short, or more follows");
        var bytes = new byte[length];
        file.Seek(place, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        Damage.Unless(SHA256.HashData(bytes).AsSpan().SequenceEqual(header.AsSpan(24, CacheIndex.SumLength)), "its list of pictures has another checksum");
        return CacheIndex.Parse(bytes, place);
    }
}
