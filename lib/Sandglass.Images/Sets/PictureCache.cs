using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using Sandglass.Data;
using WholeFiles;

namespace Sandglass.Images.Sets;

/// <summary>Decoded pictures in one file, which is mapped into memory: any number of processes share what the system keeps of it.</summary>
internal sealed class PictureCache : PictureStore
{
    private readonly CacheIndex _index;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _pixels;
    private readonly StoredPicture[] _pictures;

    private PictureCache(CacheIndex index, MemoryMappedFile file)
    {
        (_index, _file) = (index, file);
        _pixels = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
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
                var index = Index(file);
                return new PictureCache(index, MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false));
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
        _pixels.ReadArray(cached.Place, pixels, 0, pixels.Length);
        return new PixelImage(cached.Width, cached.Height, CacheIndex.Channels, pixels);
    }

    /// <summary>Whether a picture's pixels are those that were written.</summary>
    public bool IsWhole(int place) => Read(place, out _) is not { } picture || SHA256.HashData(picture.Pixels).AsSpan().SequenceEqual(SumOf(place));

    /// <inheritdoc/>
    protected override ReadOnlySpan<byte> SumOf(int place) => _index.Pictures[place].Sum.Span;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _pixels.Dispose();
        _file.Dispose();
        base.Dispose(disposing);
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
