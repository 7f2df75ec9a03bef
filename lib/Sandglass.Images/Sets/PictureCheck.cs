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
    public static IReadOnlyList<DamagedImage> Damaged(PictureStore store, Action<double>? progress = null, CancellationToken cancellation = default) =>
    [
        .. InParallel.Select(
            Enumerable.Range(0, store.Pictures.Count).ToArray(),
            place => store.FaultOf(place) is { } reason ? new DamagedImage(place, store.Pictures[place].File, reason) : null,
            progress,
            cancellation).OfType<DamagedImage>(),
    ];
}
