using System.Net;
using WholeFiles;

namespace Sandglass.Data;

/// <summary>
/// Brings one file over HTTP. Bytes go into <c>*.part</c> and an earlier part is continued; the final
/// name appears only after the file has been checked.
/// </summary>
/// <param name="client">Who speaks HTTP; it follows no redirects itself.</param>
/// <param name="maximumBytes">A longer file is refused.</param>
internal sealed class FileDownloader(HttpClient client, long maximumBytes)
{
    private const int Attempts = 4;

    // A server that is silent for so long has hung up without saying so.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>Opens the partial file; tests give a disk that is full.</summary>
    internal Func<string, Stream> Open { get; init; } = part => new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);

    public async Task Download(
        Uri source, string path, Action<string> check, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var part = path + ".part";
        RequireFile(part);
        for (var attempt = 1; !await TryReceive(source, part, progress, attempt == Attempts, cancellation); attempt++)
        {
            progress?.Report(new DownloadProgress(Path.GetFileName(path), Length(part), null, "connection lost, continuing"));
            await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), cancellation);
        }

        try
        {
            check(part);
        }
        catch (DataFormatException error)
        {
            // Nothing of a wrong file is worth keeping.
            File.Delete(part);
            throw new WorkbenchException($"{source} is not the published file ({error.Message}) The download was removed; try another --from.", error);
        }
        File.Move(part, path, overwrite: true);
        progress?.Report(new DownloadProgress(Path.GetFileName(path), Length(path), Length(path), "verified"));
    }

    // What a link leads to is somebody else's, and a device or a pipe keeps nothing.
    internal static void RequireFile(string path)
    {
        if (FileKinds.IsLink(path) || FileKinds.Of(path) is FileKind.Folder or FileKind.Special)
        {
            throw new WorkbenchException($"{path} is a link, a folder or a device, where the download needs a file; remove it or name another folder.");
        }
    }

    /// <returns>Whether the file is complete; false when the connection broke and another attempt may help.</returns>
    private async Task<bool> TryReceive(
        Uri source, string part, IProgress<DownloadProgress>? progress, bool last, CancellationToken cancellation)
    {
        try
        {
            await Receive(source, part, progress, cancellation);
            return true;
        }
        catch (HttpRequestException error) when (error.StatusCode is { } status && (int)status is >= 300 and < 500)
        {
            throw new WorkbenchException($"{source} answered {(int)status} {status}; check the address given with --from.", error);
        }
        catch (Exception error) when (IsNetwork(error) && !cancellation.IsCancellationRequested)
        {
            return last
                ? throw new WorkbenchException(
                    $"{source} could not be downloaded: {error.Message} {Length(part)} bytes are kept; check the network and run the command again to continue.", error)
                : false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException(
                $"{part} cannot be written: {error.Message} {Length(part)} bytes are kept; free the disk, or check the folder's rights, and run the command again to continue.", error);
        }
    }

    private async Task Receive(Uri source, string part, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(Silence);
        var kept = Length(part);
        using var response = await HttpAddress.Ask(client, source, kept, silence.Token);
        var range = response.Content.Headers.ContentRange;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && range?.Length == kept)
        {
            return; // It came whole before, and was never checked.
        }
        var wrong = response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
            || (response.StatusCode == HttpStatusCode.PartialContent && (range?.From != kept || range.HasLength != true || range.Length <= kept));
        if (wrong)
        {
            File.Delete(part);
            throw new HttpRequestException("The partial file did not match and was removed.");
        }
        response.EnsureSuccessStatusCode();

        var from = response.StatusCode == HttpStatusCode.PartialContent ? kept : 0;
        var total = range?.Length ?? (response.Content.Headers.ContentLength + from);
        RequireLength(source, total ?? 0);
        await using var file = Open(part);
        file.SetLength(from);
        file.Position = from;
        await using var body = await response.Content.ReadAsStreamAsync(silence.Token);
        var buffer = new byte[1 << 16];
        while (await ReadSome(body, buffer, silence) is > 0 and var read)
        {
            var reached = file.Position + read;
            if (reached > maximumBytes)
            {
                file.SetLength(0); // what never ends is not worth its room
            }
            RequireLength(source, reached);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            progress?.Report(new DownloadProgress(Path.GetFileNameWithoutExtension(part), file.Position, total, "downloading"));
        }
        if (total is { } expected && file.Position < expected)
        {
            throw new HttpRequestException($"The connection ended after {file.Position} of {expected} bytes.");
        }
    }

    private void RequireLength(Uri source, long length)
    {
        if (length > maximumBytes)
        {
            throw new WorkbenchException($"{source} is longer than {maximumBytes} bytes, so it is not the published file; check --from.");
        }
    }

    private static async Task<int> ReadSome(Stream body, byte[] buffer, CancellationTokenSource silence)
    {
        silence.CancelAfter(Silence);
        try
        {
            return await body.ReadAsync(buffer, silence.Token);
        }
        catch (IOException error)
        {
            // Told apart from a failing disk, which is an IOException too.
            throw new HttpRequestException(error.Message, error);
        }
    }

    private static bool IsNetwork(Exception error) => error is HttpRequestException or OperationCanceledException;

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}

/// <summary>How far a file has come.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Bytes">Bytes that are there.</param>
/// <param name="TotalBytes">Bytes of the whole file; null when the server does not say.</param>
/// <param name="State">What is happening, such as <c>downloading</c> or <c>verified</c>.</param>
internal sealed record DownloadProgress(string File, long Bytes, long? TotalBytes, string State);
