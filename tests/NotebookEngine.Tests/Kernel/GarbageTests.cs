using System.Net.Sockets;
using System.Text.Json.Nodes;
using CsCheck;
using NetMQ;
using NotebookEngine.Kernel.Protocol;

namespace NotebookEngine.Tests.Kernel;

public sealed class GarbageTests : IDisposable
{
    private readonly TestKernel _kernel = new();
    private readonly TestClient _client;

    public GarbageTests() => _client = _kernel.Connect();

    public void Dispose()
    {
        _client.Dispose();
        _kernel.Dispose();
    }

    [Fact]
    public void A_wrong_signature_is_logged_and_not_executed()
    {
        var (_, frames) = _client.Message("execute_request", new JsonObject { ["code"] = "var evil = 1;" });
        frames[1][0] ^= 1;
        _client.Shell.SendMultipartBytes(frames);

        Assert.Contains("evil", Assert.Single(_client.Lines("evil")));
        Assert.Contains("shell: its signature is wrong", _kernel.Log);
    }

    [Fact]
    public void A_message_that_is_sent_again_is_logged_and_not_executed()
    {
        _client.Lines("var count = 0;");
        var (_, frames) = _client.Message("execute_request", new JsonObject { ["code"] = "++count" });
        _client.Shell.SendMultipartBytes(frames);
        using var other = _kernel.Connect();
        other.Shell.SendMultipartBytes(frames);
        other.Control.SendMultipartBytes(frames);

        Assert.Equal(["result: 1"], _client.Lines("count"));
        Assert.Contains("shell: this execute_request was received before", _kernel.Log);
    }

    [Fact]
    public void Two_messages_under_one_id_are_both_answered()
    {
        // jupyter_client's manager and client have a copy of one session, and number their messages alike.
        var header = new JsonObject { ["msg_id"] = "1", ["msg_type"] = "execute_request" };
        foreach (var code in new[] { "var one = 1;", "var two = one + 1;" })
        {
            var (head, content) = (header.ToJsonString(), new JsonObject { ["code"] = code }.ToJsonString());
            _client.Shell.SendMultipartBytes(_client.Signed(
                System.Text.Encoding.UTF8.GetBytes(head), "{}"u8.ToArray(), "{}"u8.ToArray(), System.Text.Encoding.UTF8.GetBytes(content)));
        }

        Assert.Equal(["result: 2"], _client.Lines("two"));
    }

    [Fact]
    public void Of_many_messages_the_last_ones_are_known()
    {
        var seen = new SeenMessages();
        for (var number = 0; number < 30_000; number++)
        {
            seen.Add(Numbered(number));
        }

        Assert.Throws<DroppedMessageException>(() => seen.Add(Numbered(20_000)));
        seen.Add(Numbered(0));

        static Request Numbered(int number) => new([], [], System.Text.Encoding.ASCII.GetBytes(FormattableString.Invariant($"{number}")), "execute_request", default, default);
    }

    [Fact]
    public void A_wrongly_signed_shutdown_does_not_end_the_kernel()
    {
        var (_, frames) = _client.Message("shutdown_request", new JsonObject { ["restart"] = false });
        frames[1] = "0000"u8.ToArray();
        _client.Control.SendMultipartBytes(frames);

        Assert.Equal(["result: 2"], _client.Lines("1 + 1"));
    }

    [Fact]
    public void Garbage_frames_leave_the_kernel_alive()
    {
        // One connection is used from one thread, hence the lone thread.
        Gen.Byte.Array[0, 60].List[1, 10].Sample(
            frames =>
            {
                _client.Shell.SendMultipartBytes(frames);
                _client.Control.SendMultipartBytes(frames);
            },
            iter: 300,
            threads: 1);

        Assert.Equal(["result: 2"], _client.Lines("1 + 1"));
        Assert.Contains("dropped a message on shell", _kernel.Log);
    }

    [Theory]
    [InlineData("execute_request", """{"code":5}""")]
    [InlineData("execute_request", "{}")]
    [InlineData("complete_request", """{"code":"x","cursor_pos":"y"}""")]
    [InlineData("complete_request", """{"code":"x","cursor_pos":1e300}""")]
    [InlineData("inspect_request", """{"code":"\ud800","cursor_pos":0}""")]
    [InlineData("is_complete_request", """{"code":null}""")]
    [InlineData("no_such_request", "{}")]
    [InlineData("", "{}")]
    public void A_signed_request_with_a_wrong_content_leaves_the_kernel_alive(string type, string content)
    {
        var header = new JsonObject { ["msg_id"] = "1", ["msg_type"] = type }.ToJsonString();
        _client.Shell.SendMultipartBytes(_client.Signed(
            System.Text.Encoding.UTF8.GetBytes(header), "{}"u8.ToArray(), "{}"u8.ToArray(), System.Text.Encoding.UTF8.GetBytes(content)));

        Assert.Equal(["result: 2"], _client.Lines("1 + 1"));
        Assert.Contains("kernel: ", _kernel.Log);
    }

    [Fact]
    public void Bytes_that_are_no_protocol_leave_the_kernel_alive()
    {
        var ports = _kernel.Connection;
        byte[] greeting = [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0];
        Gen.Select(Gen.Bool, Gen.Byte.Array[0, 200]).Sample(
            (greets, bytes) =>
            {
                foreach (var port in new[] { ports.ShellPort, ports.ControlPort, ports.StdinPort, ports.IopubPort, ports.HbPort })
                {
                    using var socket = new TcpClient("127.0.0.1", port);
                    socket.GetStream().Write([.. greets ? greeting : [], .. bytes]);
                }
            },
            iter: 40,
            threads: 1);

        Assert.Equal(["result: 2"], _client.Lines("1 + 1"));
    }

    [Fact]
    public void A_frame_beyond_the_limit_leaves_the_kernel_alive()
    {
        using (var other = new TestClient(_kernel.Connection))
        {
            other.Shell.SendFrame(new byte[17 * 1024 * 1024]);
            Thread.Sleep(200);
        }

        Assert.Equal(["result: 2"], _client.Lines("1 + 1"));
    }
}
