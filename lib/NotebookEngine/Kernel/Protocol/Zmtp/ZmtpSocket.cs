using System.Net;
using System.Net.Sockets;

namespace NotebookEngine.Kernel.Protocol.Zmtp;

/// <summary>A port at which peers connect; what is done with their messages is the pattern's.</summary>
internal abstract class ZmtpSocket : IDisposable
{
    private readonly Lock _guard = new();
    private readonly List<ZmtpConnection> _connections = [];
    private readonly ZmtpLimits _limits;
    private readonly ReceiveBudget _budget;
    private readonly Action<string> _cut;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private volatile bool _isClosed;

    /// <param name="limits">What peers may cost.</param>
    /// <param name="budget">Shared by the kernel's sockets.</param>
    /// <param name="cut">Called with the reason when a peer is cut off; from several threads.</param>
    protected ZmtpSocket(ZmtpLimits limits, ReceiveBudget budget, Action<string> cut)
    {
        _limits = limits;
        _budget = budget;
        _cut = cut;
        if (OperatingSystem.IsWindows())
        {
            _listener.ExclusiveAddressUse = true; // else another program could take the port over
        }
    }

    /// <summary>The name of the pattern, and those of the peers that fit.</summary>
    protected abstract (string Own, string[] Peers) Types { get; }

    /// <summary>Takes the port.</summary>
    /// <exception cref="SocketException">It is taken.</exception>
    public void Bind(IPEndPoint address)
    {
        _listener.Bind(address);
        _listener.Listen();
    }

    /// <summary>Lets peers in.</summary>
    public void Start() => new Thread(AcceptAll) { Name = "zmtp listener", IsBackground = true }.Start();

    /// <summary>Sends what every connection has waiting, within a time all together.</summary>
    public void Finish(DateTime until)
    {
        foreach (var connection in Connections())
        {
            var left = until - DateTime.UtcNow;
            connection.Finish(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    public void Dispose()
    {
        lock (_guard)
        {
            _isClosed = true;
        }

        _listener.Dispose();
        foreach (var connection in Connections())
        {
            connection.Cut(); // its thread disposes of it
        }
    }

    /// <summary>A peer is there.</summary>
    protected abstract void Joined(ZmtpConnection connection);

    /// <summary>A message of a peer; called on the peer's own thread.</summary>
    protected abstract void Received(ZmtpConnection connection, List<byte[]> message);

    /// <summary>A peer has gone.</summary>
    protected abstract void Left(ZmtpConnection connection);

    private ZmtpConnection[] Connections()
    {
        lock (_guard)
        {
            return [.. _connections];
        }
    }

    private void AcceptAll()
    {
        while (true)
        {
            try
            {
                var connection = new ZmtpConnection(_listener.Accept(), _limits, _budget);
                if (Add(connection))
                {
                    new Thread(() => Serve(connection)) { Name = "zmtp reader", IsBackground = true }.Start();
                }
                else
                {
                    connection.Dispose();
                }
            }
            catch (Exception over) when (over is IOException or SocketException or ObjectDisposedException)
            {
                if (_isClosed)
                {
                    return;
                }

                Thread.Sleep(50); // a peer that has left again, or no handles: not in a hurry
            }
        }
    }

    private bool Add(ZmtpConnection connection)
    {
        lock (_guard)
        {
            if (_isClosed || _connections.Count >= _limits.MostConnections)
            {
                return false;
            }

            _connections.Add(connection);
            return true;
        }
    }

    private void Serve(ZmtpConnection connection)
    {
        try
        {
            connection.Open(Types.Own, Types.Peers);
            Joined(connection);
            while (true)
            {
                Received(connection, connection.Receive());
            }
        }
        catch (ZmtpException broken)
        {
            _cut(broken.Message);
        }
        catch (Exception over) when (over is IOException or SocketException or ObjectDisposedException)
        {
            // The peer has gone, or was cut.
        }

        Left(connection);
        lock (_guard)
        {
            _connections.Remove(connection);
        }

        connection.Dispose();
    }
}
