using Sandglass.Runtime;
using WholeFiles;

namespace Sandglass.Data;

internal static partial class FashionMnist
{
    /// <summary>
    /// Brings what is missing of the whole set into a folder: from Debian's package when it is installed, else from the
    /// network. Files that are there and right are kept; a broken download is continued; a file appears at its final
    /// name only once its content agrees with the published SHA-256. Ends by writing <c>SHA256SUMS</c>.
    /// </summary>
    /// <param name="to">Folder to fill; created when missing.</param>
    /// <param name="from">Where to download from; null for Debian's package, or <see cref="Published"/> without it.</param>
    /// <param name="progress">Receives the progress of each file, on the calling thread or a pool thread.</param>
    /// <param name="cancellation">Stops between two blocks; what has come is kept.</param>
    /// <exception cref="WorkbenchException">No network, no such file, wrong content, or no room on the disk.</exception>
    public static Task Fetch(string to, Uri? from, IProgress<DownloadProgress>? progress, CancellationToken cancellation) =>
        new FashionMnistFetch(FashionMnistFiles.All, DebianDirectory).Run(to, from, progress, cancellation);
}

/// <summary>Brings files into a folder: from a package's when it is installed, else from the network.</summary>
internal sealed class FashionMnistFetch(IReadOnlyList<PublishedFile> files, string package)
{
    public async Task Run(string to, Uri? from, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var isPackaged = from is null && files.All(f => File.Exists(Path.Combine(package, f.Name)));
        using var client = HttpAddress.Client();
        var downloader = new FileDownloader(client, PublishedFile.MaximumBytes);
        try
        {
            Directory.CreateDirectory(to);
            foreach (var file in files)
            {
                Interruption.Check(cancellation);
                var path = Path.Combine(to, file.Name);
                if (IsRight(file, path))
                {
                    progress?.Report(new DownloadProgress(file.Name, new FileInfo(path).Length, null, "already there"));
                    continue;
                }

                FileDownloader.RequireFile(path);
                if (isPackaged)
                {
                    Copy(file, path, progress);
                }
                else
                {
                    await downloader.Download(
                        Address(from ?? FashionMnist.Published, file.Name), path, part => file.Read(part), progress, cancellation);
                }
            }
            Checksums.Write(to, files.Select(f => f.Name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{to} cannot be written: {error.Message} Check the disk's space and the folder's rights.", error);
        }
    }

    private static bool IsRight(PublishedFile file, string path)
    {
        try
        {
            return File.Exists(path) && file.Read(path) is not null;
        }
        catch (DataFormatException)
        {
            return false;
        }
    }

    private void Copy(PublishedFile file, string path, IProgress<DownloadProgress>? progress)
    {
        var source = Path.Combine(package, file.Name);
        try
        {
            file.Read(source);
        }
        catch (DataFormatException error)
        {
            throw new WorkbenchException(
                $"{source} is not the published file; reinstall the package or download with --from {FashionMnist.Published}.", error);
        }
        WholeFile.Write(path, BoundedFile.ReadBytes(source, PublishedFile.MaximumBytes));
        progress?.Report(new DownloadProgress(file.Name, new FileInfo(path).Length, null, $"copied from {package}"));
    }

    private static Uri Address(Uri folder, string name) => new(folder.AbsoluteUri.TrimEnd('/') + "/" + name);
}
