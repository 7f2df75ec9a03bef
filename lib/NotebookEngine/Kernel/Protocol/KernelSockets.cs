using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NotebookEngine.Kernel.Protocol.Zmtp;

namespace NotebookEngine.Kernel.Protocol;

/// <summary>
/// The five sockets of a kernel. Whatever is received is handed over one message at a time; whatever is sent leaves
/// its channel in the order of the calls, whichever threads they come from.
/// </summary>
internal sealed class KernelSockets : IDisposable
{
    // So that a front end has the last reply before the process ends.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    // A kernel that is restarted has the ports of the one before, which may still be letting go of them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock _receiving = new();
    private readonly ManualResetEventSlim _stop = new();
    private readonly Action<Channel, IReadOnlyList<byte[]>> _received;
    private readonly Dictionary<Channel, ZmtpRouter> _routers;
    private readonly ZmtpPublisher _iopub;
    private readonly ZmtpSocket[] _all;
    private bool _isOver;

    /// <exception cref="KernelException">A port is taken.</exception>
    public KernelSockets(ConnectionFile connection, Action<Channel, IReadOnlyList<byte[]>> received, TextWriter log)
    {
        _received = received;
        var limits = new ZmtpLimits { LargestMessage = WireFormat.LargestMessage, MostFrames = WireFormat.MostFrames };
        var budget = new ReceiveBudget(limits.MostUnfinished);
        _routers = new Channel[] { Channel.Shell, Channel.Control, Channel.Stdin }.ToDictionary(
            channel => channel, channel => new ZmtpRouter(limits, budget, Cut(channel.ToString()), frames => Receive(channel, frames)));
        _iopub = new ZmtpPublisher(limits, budget, Cut("iopub"));
        var heartbeat = new ZmtpEcho(limits, budget, Cut("heartbeat"));
        _all = [.. _routers.Values, _iopub, heartbeat];
        try
        {
            Bind(_routers[Channel.Shell], "shell", connection.Ip, connection.ShellPort);
            Bind(_routers[Channel.Control], "control", connection.Ip, connection.ControlPort);
            Bind(_routers[Channel.Stdin], "stdin", connection.Ip, connection.StdinPort);
            Bind(_iopub, "iopub", connection.Ip, connection.IopubPort);
            Bind(heartbeat, "heartbeat", connection.Ip, connection.HbPort);
        }
        catch
        {
            Dispose();
            throw;
        }

        Action<string> Cut(string name) => why => log.WriteLine($"kernel: cut a connection on {name.ToLowerInvariant()}: {why}");
    }

    /// <summary>Serves until <see cref="Stop"/>.</summary>
    public void Run()
    {
        foreach (var socket in _all)
        {
            socket.Start();
        }

        _stop.Wait();
        lock (_receiving)
        {
            _isOver = true;
        }

        Finish();
    }

    /// <summary>Puts everything before this call on its way, and nothing after it.</summary>
    public void Finish()
    {
        var until = DateTime.UtcNow + Linger;
        foreach (var socket in _all)
        {
            socket.Finish(until);
        }
    }

    public void Send(Channel channel, IReadOnlyList<byte[]> frames)
    {
        if (channel == Channel.Iopub)
        {
            _iopub.Send(frames);
        }
        else
        {
            _routers[channel].Send(frames);
        }
    }

    /// <summary>Ends <see cref="Run"/> once everything before this call is on its way.</summary>
    public void Stop() => _stop.Set();

    public void Dispose()
    {
        lock (_receiving)
        {
            _isOver = true;
        }

        foreach (var socket in _all)
        {
            socket.Dispose();
        }
    }

    private static void Bind(ZmtpSocket socket, string name, string ip, int port)
    {
        var address = new IPEndPoint(ip == "localhost" ? IPAddress.Loopback : IPAddress.Parse(ip), port);
        var tried = Stopwatch.StartNew();
        while (!TryBind(socket, address))
        {
            if (tried.Elapsed > Patience)
            {
                throw new KernelException(
                    $"{name}: {address} is taken by another program; restart the kernel from the front end, which chooses other ports");
            }

            Thread.Sleep(50);
        }
    }

    private static bool TryBind(ZmtpSocket socket, IPEndPoint address)
    {
        try
        {
            socket.Bind(address);
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }

    private void Receive(Channel channel, List<byte[]> frames)
    {
        lock (_receiving)
        {
            if (!_isOver)
            {
                _received(channel, frames);
            }
        }
    }
}
