using System.Net;
using System.Net.Http.Headers;

namespace Sandglass.Data;

/// <summary>
/// Brings one file over HTTP. Bytes go into <c>*.part</c> and are gone on with when there are some already; the final
/// name appears only after the file has been checked.
/// </summary>
/// <param name="client">Who speaks HTTP.</param>
/// <param name="maximumBytes">A longer file is refused.</param>
internal sealed class FileDownloader(HttpClient client, long maximumBytes)
{
    private const int Attempts = 4;

    // A server that is silent for so long has hung up without saying so.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    public async Task Download(
        Uri source, string path, Action<string> check, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var part = path + ".part";
        for (var attempt = 1; !await TryReceive(source, part, progress, attempt == Attempts, cancellation); attempt++)
        {
            progress?.Report(new DownloadProgress(Path.GetFileName(path), Length(part), null, "connection lost, going on"));
            await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), cancellation);
        }

        try
        {
            check(part);
        }
        catch (DataFormatException error)
        {
            // Nothing of a wrong file is worth going on with.
            File.Delete(part);
            throw new WorkbenchException($"{source} is not the published file ({error.Message}) The download was removed; try another --from.", error);
        }
        File.Move(part, path, overwrite: true);
        progress?.Report(new DownloadProgress(Path.GetFileName(path), Length(path), Length(path), "verified"));
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
        catch (HttpRequestException error) when (error.StatusCode is { } status && (int)status is >= 400 and < 500)
        {
            throw new WorkbenchException($"{source} answered {(int)status} {status}; check the address given with --from.", error);
        }
        catch (Exception error) when (IsNetwork(error) && !cancellation.IsCancellationRequested)
        {
            return last
                ? throw new WorkbenchException(
                    $"{source} could not be downloaded: {error.Message} {Length(part)} bytes are kept; check the network and run the command again to go on.", error)
                : false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"{part} cannot be written: {error.Message} Check the disk's space and the folder's rights.", error);
        }
    }

    private async Task Receive(Uri source, string part, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(Silence);
        await using var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        using var response = await Ask(source, file.Length, silence.Token);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // The part is as long as the file (then it is complete) or longer (then it is another one).
            if (response.Content.Headers.ContentRange?.Length == file.Length)
            {
                return;
            }
            file.SetLength(0);
            throw new HttpRequestException("The partial file did not fit and was dropped.");
        }
        response.EnsureSuccessStatusCode();

        var resumed = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == file.Length;
        file.SetLength(resumed ? file.Length : 0);
        file.Position = file.Length;
        var total = response.Content.Headers.ContentLength + file.Length;
        await using var body = await response.Content.ReadAsStreamAsync(silence.Token);
        var buffer = new byte[1 << 16];
        while (await ReadSome(body, buffer, silence) is > 0 and var read)
        {
            if (file.Length + read > maximumBytes)
            {
                throw new WorkbenchException($"{source} is longer than {maximumBytes} bytes, so it is not the published file; check --from.");
            }
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
            progress?.Report(new DownloadProgress(Path.GetFileNameWithoutExtension(part), file.Length, total, "downloading"));
        }
        if (total is { } expected && file.Length < expected)
        {
            throw new HttpRequestException($"The connection ended after {file.Length} of {expected} bytes.");
        }
    }

    private async Task<HttpResponseMessage> Ask(Uri source, long from, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, source);
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
        }
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
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
public sealed record DownloadProgress(string File, long Bytes, long? TotalBytes, string State);
