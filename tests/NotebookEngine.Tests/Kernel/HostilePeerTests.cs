using System.Net;
using NetMQ;
using NotebookEngine.Kernel.Protocol.Zmtp;

namespace NotebookEngine.Tests.Kernel;

/// <summary>Peers that reach the ports and do not know the key.</summary>
public sealed class HostilePeerTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly TestKernel _kernel = new();

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void Frames_without_end_cut_the_connection()
    {
        using var peer = new RawPeer(_kernel.Connection.ShellPort);
        for (var number = 0; number < 64; number++)
        {
            peer.Send(RawPeer.More, 1, 1);
        }

        Assert.True(peer.IsCut());
    }

    [Fact]
    public void A_message_whose_frames_add_up_to_more_than_the_limit_cuts_the_connection()
    {
        using var peer = new RawPeer(_kernel.Connection.ShellPort);
        peer.Send(RawPeer.More, 9 * Megabyte, new byte[9 * Megabyte]);
        peer.Send(RawPeer.More, 8 * Megabyte);

        Assert.True(peer.IsCut());
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void A_size_that_is_none_cuts_the_connection(long size)
    {
        using var peer = new RawPeer(_kernel.Connection.IopubPort, "SUB");
        peer.Send(0, size);

        Assert.True(peer.IsCut());
    }

    [Theory]
    [InlineData("PUSH")]
    [InlineData("")]
    public void A_peer_of_another_pattern_is_cut(string type)
    {
        using var peer = new RawPeer(_kernel.Connection.ShellPort, type);
        Assert.True(peer.IsCut());
    }

    [Fact]
    public void Connections_beyond_the_limit_are_refused_and_those_that_end_make_room()
    {
        var peers = Enumerable.Range(0, new ZmtpLimits().MostConnections).Select(_ => new RawPeer(_kernel.Connection.ShellPort)).ToList();
        using (var last = new RawPeer(_kernel.Connection.ShellPort, greets: false))
        {
            Assert.True(last.IsCut());
        }

        peers.ForEach(peer => peer.Dispose());
        using var client = _kernel.Connect();
        Assert.Equal(["result: 2"], client.Lines("1 + 1"));
    }

    [Fact]
    public void A_subscriber_with_too_many_topics_is_cut()
    {
        using var peer = new RawPeer(_kernel.Connection.IopubPort, "SUB");
        for (var number = 0; number < 65; number++)
        {
            peer.Send(0, 2, 1, (byte)number);
        }

        Assert.True(peer.IsCut());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_not_whole_in_time_is_cut(bool greets)
    {
        var why = new List<string>();
        var limits = new ZmtpLimits { TimeToFinish = TimeSpan.FromMilliseconds(300) };
        using var socket = new ZmtpRouter(limits, new ReceiveBudget(limits.MostUnfinished), why.Add, _ => { });
        var port = TestKernel.FreePorts().ShellPort;
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Start();
        using var peer = new RawPeer(port, greets: greets);
        if (greets)
        {
            peer.Send(0, 10, 1, 2, 3);
        }

        Assert.True(peer.IsCut());
    }

    [Fact]
    public void A_cell_of_a_megabyte_runs_and_its_megabytes_arrive()
    {
        using var client = _kernel.Connect();
        var text = new string('x', Megabyte);

        Assert.Equal(["result: 1048576"], client.Lines($"var s = \"{text}\"; s.Length"));
        Assert.Equal(8 * Megabyte, client.Lines("display(new string('y', 8 * 1024 * 1024));")[0].Length - "display_data: ".Length);
    }

    [Fact]
    public void A_subscriber_hears_what_it_asked_for_and_no_longer_than_it_asks()
    {
        using var client = _kernel.Connect();
        using var peer = new NetMQ.Sockets.SubscriberSocket();
        peer.Connect(FormattableString.Invariant($"tcp://127.0.0.1:{_kernel.Connection.IopubPort}"));
        peer.Subscribe("execute_result");
        Thread.Sleep(300);
        client.Lines("1 + 1");
        Assert.True(peer.TryReceiveFrameString(TimeSpan.FromSeconds(10), out var topic));
        Assert.Equal("execute_result", topic);

        while (peer.TryReceiveFrameString(TimeSpan.FromMilliseconds(100), out _))
        {
            // The rest of the message.
        }

        peer.Unsubscribe("execute_result");
        Thread.Sleep(300);
        client.Lines("1 + 1");
        Assert.False(peer.TryReceiveFrameString(TimeSpan.FromMilliseconds(300), out _));
    }

    [Fact]
    public void A_peer_that_sends_and_never_reads_is_cut()
    {
        using var peer = new RawPeer(_kernel.Connection.HbPort);
        var isCut = false;
        try
        {
            for (var number = 0; number < 2000; number++)
            {
                peer.Send(0, 60_000, new byte[60_000]);
            }
        }
        catch (IOException)
        {
            isCut = true;
        }

        Assert.True(isCut);
    }
}
