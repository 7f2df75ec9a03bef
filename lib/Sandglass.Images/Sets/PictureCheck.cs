using Sandglass.Data;
using Sandglass.Runtime;

namespace Sandglass.Images.Sets;

/// <summary>Looks at every picture of a folder or a cache.</summary>
internal static class PictureCheck
{
    /// <summary>Opens a folder, without checksums, or a cache.</summary>
    /// <exception cref="DataFormatException">It is none.</exception>
    public static PictureStore Open(string path) => File.Exists(path) ? PictureCache.Open(path) : FolderPictures.List(path);

    /// <summary>All damaged pictures, in the order of their files.</summary>
    /// <param name="store">The pictures.</param>
    /// <param name="progress">Receives the share that is done.</param>
    /// <param name="cancellation">Stops between pictures.</param>
    /// <exception cref="WorkbenchException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static IReadOnlyList<DamagedImage> Damaged(PictureStore store, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        var (found, done) = (new DamagedImage?[store.Pictures.Count], 0);
        try
        {
            Parallel.For(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, place =>
            {
                Interruption.Check(cancellation);
                var whole = store.Read(place, out var reason) is not null;
                if (whole && store is PictureCache cache && !cache.IsWhole(place))
                {
                    (whole, reason) = (false, "its pixels in the cache are not those that were written");
                }

                found[place] = whole ? null : new DamagedImage(place, store.Pictures[place].File, reason);
                progress?.Invoke((double)Interlocked.Increment(ref done) / found.Length);
            });
        }
        catch (AggregateException several)
        {
            throw several.InnerExceptions.OfType<WorkbenchException>().FirstOrDefault() ?? several.InnerExceptions[0];
        }

        return [.. found.OfType<DamagedImage>()];
    }
}
