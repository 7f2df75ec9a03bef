using System.Diagnostics;
using System.Globalization;
using NetMQ;
using NetMQ.Sockets;

namespace NotebookEngine.Kernel.Protocol;

/// <summary>
/// The five sockets of a kernel and the one thread that may touch them. Whatever is received is handed over on that
/// thread; whatever is sent leaves in the order of the calls, whichever threads they come from.
/// </summary>
internal sealed class KernelSockets : IDisposable
{
    // So that a front end has the last reply before the process ends.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    // A kernel that is restarted has the ports of the one before, which may still be letting go of them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly NetMQQueue<(Channel Channel, IReadOnlyList<byte[]> Frames)?> _outgoing = new();
    private readonly NetMQPoller _poller = [];
    private readonly Dictionary<Channel, NetMQSocket> _sockets;
    private readonly ResponseSocket _heartbeat = new();

    /// <exception cref="KernelException">A port is taken.</exception>
    public KernelSockets(ConnectionFile connection, Action<Channel, IReadOnlyList<byte[]>> received)
    {
        _sockets = new()
        {
            [Channel.Shell] = Router(),
            [Channel.Control] = Router(),
            [Channel.Stdin] = Router(),
            [Channel.Iopub] = new PublisherSocket(),
        };
        try
        {
            Bind(_sockets[Channel.Shell], "shell", connection.Ip, connection.ShellPort);
            Bind(_sockets[Channel.Control], "control", connection.Ip, connection.ControlPort);
            Bind(_sockets[Channel.Stdin], "stdin", connection.Ip, connection.StdinPort);
            Bind(_sockets[Channel.Iopub], "iopub", connection.Ip, connection.IopubPort);
            Bind(_heartbeat, "heartbeat", connection.Ip, connection.HbPort);
        }
        catch
        {
            Dispose();
            throw;
        }

        foreach (var channel in new[] { Channel.Shell, Channel.Control, Channel.Stdin })
        {
            _sockets[channel].ReceiveReady += (_, ready) => Receive(ready.Socket, frames => received(channel, frames));
            _poller.Add(_sockets[channel]);
        }

        _heartbeat.ReceiveReady += (_, ready) => Receive(ready.Socket, frames => ready.Socket.SendMultipartBytes(frames));
        _outgoing.ReceiveReady += (_, _) => SendWaiting();
        _poller.Add(_heartbeat);
        _poller.Add(_outgoing);
    }

    /// <summary>Serves until <see cref="Stop"/>.</summary>
    public void Run() => _poller.Run();

    public void Send(Channel channel, IReadOnlyList<byte[]> frames)
    {
        try
        {
            _outgoing.Enqueue((channel, frames));
        }
        catch (ObjectDisposedException)
        {
            // Work that a cell left behind may still write while the kernel ends.
        }
    }

    /// <summary>Ends <see cref="Run"/> once everything before this call is on its way.</summary>
    public void Stop() => _outgoing.Enqueue(null);

    public void Dispose()
    {
        _poller.Dispose();
        _outgoing.Dispose();
        _heartbeat.Dispose();
        foreach (var socket in _sockets.Values)
        {
            socket.Dispose();
        }
    }

    // A front end that connects again under its name gets the replies, though its old connection still seems open.
    private static RouterSocket Router()
    {
        var socket = new RouterSocket();
        socket.Options.RouterHandover = true;
        return socket;
    }

    private static void Bind(NetMQSocket socket, string name, string ip, int port)
    {
        socket.Options.Linger = Linger;
        socket.Options.SendHighWatermark = 0; // never drop an output, however slow the front end
        socket.Options.ReceiveHighWatermark = 0;
        socket.Options.MaxMsgSize = WireFormat.LargestMessage + 1; // a larger frame ends the connection before it is read
        var address = ip == "localhost" ? "127.0.0.1" : ip;
        var tried = Stopwatch.StartNew();
        while (!TryBind(socket, string.Create(CultureInfo.InvariantCulture, $"tcp://{address}:{port}")))
        {
            if (tried.Elapsed > Patience)
            {
                throw new KernelException(FormattableString.Invariant(
                    $"{name}: {address}:{port} is taken by another program; restart the kernel from the front end, which chooses other ports"));
            }

            Thread.Sleep(50);
        }
    }

    private static bool TryBind(NetMQSocket socket, string address)
    {
        try
        {
            socket.Bind(address);
            return true;
        }
        catch (AddressAlreadyInUseException)
        {
            return false;
        }
    }

    // A socket that is ready may yet have nothing, when what came is not of its pattern; waiting would end the kernel.
    private static void Receive(NetMQSocket socket, Action<IReadOnlyList<byte[]>> received)
    {
        var frames = new List<byte[]>();
        if (socket.TryReceiveMultipartBytes(ref frames!))
        {
            received(frames);
        }
    }

    private void SendWaiting()
    {
        while (_outgoing.TryDequeue(out var next, TimeSpan.Zero))
        {
            if (next is not { } message)
            {
                _poller.Stop();
                return;
            }

            _sockets[message.Channel].SendMultipartBytes(message.Frames);
        }
    }
}
