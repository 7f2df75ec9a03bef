using Sandglass.Data;
using Sandglass.Training;

namespace Sandglass.Images.Sets;

/// <summary>
/// Pictures in files, decoded each time they are asked for: a folder as <see cref="FolderPictures"/> says, or a cache that
/// <c>workbench data cache</c> made of one.
/// </summary>
/// <param name="Path">The folder or the file of the cache.</param>
/// <param name="Side">Side of the squares that the network sees, 8 to 1,024 pixels.</param>
[Kind("image-files")]
internal sealed record ImageFiles(string Path, int Side) : DataSource
{
    private const int LeastSide = 8;
    private const int LargestSide = 1024;

    /// <summary>Share of each class of <c>train</c> that is for validation, where there is a <c>val</c>; null: validation is on <c>val</c>.</summary>
    public double? HeldOut { get; init; } = 0.01;

    /// <summary>How pictures without a <c>val</c> are split, and the seed of what is held out.</summary>
    public StratifiedSplit Split { get; init; } = new();

    /// <summary>Threads that decode; null: as many as the machine has processors. The bytes of a run do not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>Whether a damaged picture is an error; else it is named and left out.</summary>
    public bool StopsAtDamage { get; init; }

    /// <inheritdoc/>
    internal override IRunData Load() => LoadPictures();

    /// <summary>Opens the pictures. The caller disposes them.</summary>
    /// <param name="progress">Receives the share of the files that is read for their checksums.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="WorkbenchException">Folder or cache cannot be used, or a class has too few pictures.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public PictureSplits LoadPictures(Action<double>? progress = null, CancellationToken cancellation = default)
    {
        if (Side is < LeastSide or > LargestSide)
        {
            throw new WorkbenchException(FormattableString.Invariant($"the side of images must be {LeastSide} to {LargestSide} pixels, not {Side}"));
        }

        if (HeldOut is not (null or (> 0 and < 1)) || Threads is < 1 or > 1024)
        {
            throw new WorkbenchException(FormattableString.Invariant($"a held-out share must lie in (0, 1) and threads in 1 to 1024, not {HeldOut} and {Threads}"));
        }

        PictureStore store = File.Exists(Path) ? PictureCache.Open(Path) : FolderPictures.Open(Path, progress, cancellation);
        try
        {
            return new PictureSplits(store, this);
        }
        catch (WorkbenchException)
        {
            store.Dispose();
            throw;
        }
    }
}
