using System.Net;
using Sandglass.Data;

namespace Sandglass.Tests.Data;

/// <summary>What no server on this machine can show.</summary>
public sealed class FileDownloaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task From_https_nothing_leads_to_http()
    {
        using var server = new Answers(request => request.RequestUri!.Scheme == "https"
            ? new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = new Uri("http://example.org/a.gz") } }
            : new HttpResponseMessage { Content = new ByteArrayContent([1]) });
        var error = await Assert.ThrowsAsync<WorkbenchException>(() => Download(server, "https://example.org/a.gz"));
        Assert.Contains("https only to https", error.Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        await Download(server, "http://example.org/a.gz");
        Assert.Equal([1], File.ReadAllBytes(_folder["a.gz"]));
    }

    [Theory]
    [InlineData("ftp://example.org/a.gz")]
    [InlineData("file:///a.gz")]
    public async Task Other_addresses_are_not_asked(string address)
    {
        using var server = new Answers(_ => throw new InvalidOperationException("it was asked"));
        Assert.Contains("not an http or https", (await Assert.ThrowsAsync<WorkbenchException>(() => Download(server, address))).Message);
    }

    [Fact]
    public async Task A_full_disk_leaves_the_part_and_says_so()
    {
        using var server = new Answers(_ => new HttpResponseMessage { Content = new ByteArrayContent(new byte[200_000]) });
        var error = await Assert.ThrowsAsync<WorkbenchException>(() => Download(server, "http://example.org/a.gz", room: 70_000));
        Assert.Contains("a.gz.part cannot be written", error.Message);
        Assert.Contains($"{new FileInfo(_folder["a.gz.part"]).Length} bytes are kept; free the disk", error.Message);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_part_of_a_part_is_asked_for_again()
    {
        using var server = new Answers(_ => new HttpResponseMessage(HttpStatusCode.PartialContent)
        {
            Content = new ByteArrayContent([2]) { Headers = { ContentRange = new(1, 1, 4) } },
        });
        File.WriteAllBytes(_folder["a.gz.part"], [1]);
        Assert.Contains("removed", (await Assert.ThrowsAsync<WorkbenchException>(() => Download(server, "http://example.org/a.gz"))).Message);
        Assert.True(server.Count > 1);
    }

    private async Task Download(Answers server, string address, int? room = null)
    {
        using var client = new HttpClient(server, disposeHandler: false);
        var downloader = room is { } bytes
            ? new FileDownloader(client, 1 << 20) { Open = part => new FullDisk(part, bytes) }
            : new FileDownloader(client, 1 << 20);
        await downloader.Download(new Uri(address), _folder["a.gz"], _ => { }, null, TestContext.Current.CancellationToken);
    }

    private sealed class Answers(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(answer(request));
        }
    }

    private sealed class FullDisk(string path, int room) : FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0)
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position + buffer.Length > room ? throw new IOException("No space left on device.") : base.WriteAsync(buffer, cancellationToken);
    }
}
