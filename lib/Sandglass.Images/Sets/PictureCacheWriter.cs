using System.Buffers.Binary;
using System.Security.Cryptography;
using Sandglass.Runtime;
using WholeFiles;

namespace Sandglass.Images.Sets;

/// <summary>Makes a cache of the pictures of a folder. The file is there when it is whole; an interruption leaves none.</summary>
internal static class PictureCacheWriter
{
    private const int AtOnce = 64;

    /// <summary>Decodes all pictures of a folder into one file.</summary>
    /// <param name="folder">The folder, as <see cref="FolderPictures"/> says.</param>
    /// <param name="path">The file, which must not be there.</param>
    /// <param name="side">Most pixels of a picture's shorter side: larger pictures are resized, by a bicubic filter. Null: none is.</param>
    /// <param name="progress">Receives the share that is done.</param>
    /// <param name="cancellation">Stops between pictures.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="WorkbenchException">The folder cannot be used, or a file not read.</exception>
    /// <exception cref="IOException">The file is there, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static CacheIndex Write(string folder, string path, int? side, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        using var pictures = FolderPictures.List(folder);
        CacheIndex? written = null;
        WholeFile.WriteNew(path, file => written = Write(pictures, file, side, progress, cancellation));
        return written!;
    }

    private static CacheIndex Write(FolderPictures pictures, Stream file, int? side, Action<double>? progress, CancellationToken cancellation)
    {
        file.Write(new byte[CacheIndex.HeaderLength]);
        var (cached, place, count) = (new List<CachedPicture>(), (long)CacheIndex.HeaderLength, pictures.Pictures.Count);
        for (var from = 0; from < count; from += AtOnce)
        {
            foreach (var (i, (image, reason)) in Decoded(pictures, from, Math.Min(AtOnce, count - from), side, cancellation).Index())
            {
                var pixels = image?.Pixels ?? [];
                file.Write(pixels);
                cached.Add(new CachedPicture(pictures.Pictures[from + i], image?.Width ?? 0, image?.Height ?? 0, place, SHA256.HashData(pixels), reason));
                place += pixels.Length;
            }

            progress?.Invoke((double)cached.Count / count);
        }

        Interruption.Check(cancellation);
        var index = new CacheIndex(pictures.Name, side ?? 0, pictures.Classes, cached);
        var bytes = index.Write();
        file.Write(bytes);
        file.Seek(0, SeekOrigin.Begin);
        file.Write(Header(bytes, place));
        return index;
    }

    private static (PixelImage? Image, string Reason)[] Decoded(FolderPictures pictures, int from, int count, int? side, CancellationToken cancellation) => InParallel.Select(
        Enumerable.Range(from, count).ToArray(),
        place => (pictures.Read(place, out var reason) is { } image ? side is null ? image : Reduced(image, side.Value) : null, reason),
        cancellation: cancellation);

    // As torchvision's Resize, which cuts fractions of a pixel off.
    private static PixelImage Reduced(PixelImage image, int side)
    {
        var shorter = Math.Min(image.Width, image.Height);
        if (shorter <= side)
        {
            return image;
        }

        var (width, height) = ((int)((long)image.Width * side / shorter), (int)((long)image.Height * side / shorter));
        var pixels = new byte[width * height * image.Channels];
        Resampler.Resize(image, new(0, 0, image.Width, image.Height), width, height, new(0, 0, width, height), Resampling.Bicubic, isMirrored: false, pixels);
        return new PixelImage(width, height, image.Channels, pixels);
    }

    private static byte[] Header(byte[] index, long place)
    {
        var header = new byte[CacheIndex.HeaderLength];
        CacheIndex.Format.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), index.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), place);
        SHA256.HashData(index).CopyTo(header, 24);
        return header;
    }
}
