using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;
using NotebookEngine.Kernel.Protocol;

namespace NotebookEngine.Tests.Kernel;

/// <summary>A front end that shares no code with the kernel.</summary>
internal sealed class TestClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly byte[] _key;
    private readonly SubscriberSocket _iopub = new();

    public TestClient(ConnectionFile connection)
    {
        _key = Encoding.UTF8.GetBytes(connection.Key);
        foreach (var (socket, port) in new (NetMQSocket, int)[]
            { (Shell, connection.ShellPort), (Control, connection.ControlPort), (Heartbeat, connection.HbPort), (_iopub, connection.IopubPort) })
        {
            socket.Options.SendHighWatermark = 0;
            socket.Options.ReceiveHighWatermark = 0;
            socket.Connect(FormattableString.Invariant($"tcp://127.0.0.1:{port}"));
        }

        _iopub.SubscribeToAnyTopic();
    }

    public DealerSocket Shell { get; } = new();

    public DealerSocket Control { get; } = new();

    public RequestSocket Heartbeat { get; } = new();

    /// <summary>Sends a request and returns its id.</summary>
    public string Send(NetMQSocket socket, string type, JsonObject content, JsonObject? metadata = null)
    {
        var (id, frames) = Message(type, content, metadata);
        socket.SendMultipartBytes(frames);
        return id;
    }

    /// <summary>The frames of a request, rightly signed.</summary>
    public (string Id, List<byte[]> Frames) Message(string type, JsonObject content, JsonObject? metadata = null)
    {
        var id = Guid.NewGuid().ToString();
        var header = new JsonObject { ["msg_id"] = id, ["msg_type"] = type, ["session"] = "test", ["username"] = "test", ["version"] = "5.3" };
        return (id, Signed(Bytes(header), "{}"u8.ToArray(), Bytes(metadata ?? []), Bytes(content)));
    }

    /// <summary>Any four frames, rightly signed.</summary>
    public List<byte[]> Signed(params byte[][] parts) =>
        ["<IDS|MSG>"u8.ToArray(), Encoding.ASCII.GetBytes(Signature(parts)), .. parts];

    public string Execute(string code, bool stopOnError = true, bool silent = false, bool storeHistory = true, string? cellId = null) => Send(
        Shell,
        "execute_request",
        new JsonObject { ["code"] = code, ["silent"] = silent, ["store_history"] = storeHistory, ["stop_on_error"] = stopOnError },
        cellId is null ? null : new JsonObject { ["cellId"] = cellId });

    public Reply Ask(string type, JsonObject content) => Receive(Shell, Send(Shell, type, content));

    /// <summary>The reply to a request, past all others.</summary>
    public Reply Receive(NetMQSocket socket, string id)
    {
        while (true)
        {
            if (Next(socket) is var reply && reply.ParentId == id)
            {
                return reply;
            }
        }
    }

    /// <summary>What was published for a request, from its first busy to its idle.</summary>
    public List<Reply> Outputs(string id)
    {
        var outputs = new List<Reply>();
        while (outputs.LastOrDefault() is not { Type: "status", Line: "idle" })
        {
            // A question that comes between ends with another busy of the cell that runs.
            if (Next(_iopub) is var output && output.ParentId == id && (outputs.Count == 0 || output is not { Type: "status", Line: "busy" }))
            {
                outputs.Add(output);
            }
        }

        return outputs;
    }

    /// <summary>Executes, waits, and returns what was published between busy and idle, a line each.</summary>
    public string[] Lines(string code)
    {
        var lines = Outputs(Execute(code)).ConvertAll(output => output.Line);
        Assert.Equal(["busy", "execute_input"], lines[..2]);
        return [.. lines[2..^1]];
    }

    /// <summary>Waits for an output of a request that holds this text, past all others.</summary>
    public void HearUntil(string id, string text)
    {
        while (Next(_iopub) is var output && (output.ParentId != id || !output.Line.Contains(text, StringComparison.Ordinal) || output.Type == "execute_input"))
        {
            // Not yet.
        }
    }

    /// <summary>Whether anything was published for a request within the time.</summary>
    public bool HearsOf(string id, TimeSpan within)
    {
        var clock = Stopwatch.StartNew();
        var frames = new List<byte[]>();
        while (clock.Elapsed < within)
        {
            if (_iopub.TryReceiveMultipartBytes(within, ref frames!) && Read(frames).ParentId == id)
            {
                return true;
            }
        }

        return false;
    }

    // A subscription takes a moment to reach the kernel, and what it publishes before is lost.
    public void WaitUntilSubscribed()
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var id = Send(Shell, "kernel_info_request", []);
            Receive(Shell, id);
            if (HearsOf(id, TimeSpan.FromMilliseconds(100)))
            {
                return;
            }
        }

        Assert.Fail("nothing was published");
    }

    public void Dispose()
    {
        Shell.Dispose();
        Control.Dispose();
        Heartbeat.Dispose();
        _iopub.Dispose();
    }

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private string Signature(byte[][] parts) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, parts.SelectMany(part => part).ToArray()));

    private Reply Next(NetMQSocket socket)
    {
        var frames = new List<byte[]>();
        Assert.True(socket.TryReceiveMultipartBytes(Patience, ref frames!), "no answer");
        return Read(frames);
    }

    private Reply Read(List<byte[]> frames)
    {
        var start = frames.FindIndex(frame => frame.AsSpan().SequenceEqual("<IDS|MSG>"u8));
        byte[][] parts = [.. frames[(start + 2)..]];
        Assert.Equal(Signature(parts), Encoding.ASCII.GetString(frames[start + 1]));
        var json = Array.ConvertAll(parts, part => JsonNode.Parse(part)!.AsObject());
        return new Reply((string)json[0]["msg_type"]!, (string?)json[1]["msg_id"] ?? "", json[3], json[0]);
    }
}
