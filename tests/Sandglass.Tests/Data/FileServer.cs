using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sandglass.Tests.Data;

/// <summary>A small server on this machine that can be told to misbehave.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener = new();

    public FileServer()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = Task.Run(Serve);
    }

    public Uri Address { get; }

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Where requests for a name are sent on to.</summary>
    public Dictionary<string, string> Redirects { get; } = [];

    /// <summary>What each request asked for: the Range header, or an empty string.</summary>
    public List<string> Ranges { get; } = [];

    public bool KnowsRanges { get; set; } = true;

    /// <summary>How far a part begins from where it was asked for.</summary>
    public int Shift { get; set; }

    /// <summary>Whether answers tell no length.</summary>
    public bool IsSilent { get; set; }

    /// <summary>So many answers are cut after half of their bytes.</summary>
    public int Cuts { get; set; }

    public void Dispose() => _listener.Close();

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            try
            {
                await Answer(await _listener.GetContextAsync());
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The client or the test has gone.
            }
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        var range = context.Request.Headers["Range"] ?? "";
        Ranges.Add(range);
        using var response = context.Response;
        var name = context.Request.Url!.AbsolutePath.TrimStart('/');
        if (Redirects.TryGetValue(name, out var location))
        {
            response.StatusCode = 302;
            response.Headers["Location"] = location;
            return;
        }
        if (!Files.TryGetValue(name, out var bytes))
        {
            response.StatusCode = 404;
            return;
        }
        var from = KnowsRanges && range.Length > 0 ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        if (from >= bytes.Length)
        {
            response.StatusCode = 416;
            response.Headers["Content-Range"] = string.Create(CultureInfo.InvariantCulture, $"bytes */{bytes.Length}");
            return;
        }
        if (from > 0)
        {
            from = Math.Max(1, from - Shift);
            response.StatusCode = 206;
            response.Headers["Content-Range"] = string.Create(
                CultureInfo.InvariantCulture, $"bytes {from}-{bytes.Length - 1}/{bytes.Length}");
        }
        response.SendChunked = IsSilent;
        if (!IsSilent)
        {
            response.ContentLength64 = bytes.Length - from;
        }
        var cut = Cuts-- > 0;
        await response.OutputStream.WriteAsync(bytes.AsMemory(from, (bytes.Length - from) / (cut ? 2 : 1)));
        await response.OutputStream.FlushAsync();
        if (cut)
        {
            response.Abort();
        }
    }
}
