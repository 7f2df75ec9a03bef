using System.Collections.Concurrent;
using System.Net.Sockets;

namespace NotebookEngine.Kernel.Protocol.Zmtp;

/// <summary>
/// A peer of one of the kernel's sockets. Threads of its own read and write, so neither a slow peer nor a cell that
/// fills the thread pool holds up another.
/// </summary>
internal sealed class ZmtpConnection : IDisposable
{
    private readonly BlockingCollection<IReadOnlyList<byte[]>> _outgoing = [];
    private readonly Socket _socket;
    private readonly ZmtpLimits _limits;
    private readonly ReceiveBudget _budget;
    private readonly ZmtpReader _reader;
    private readonly Thread _writing;
    private long _unread;

    public ZmtpConnection(Socket socket, ZmtpLimits limits, ReceiveBudget budget)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _limits = limits;
        _budget = budget;
        _reader = new ZmtpReader(socket, limits, bytes => budget.Take(this, bytes));
        _writing = new Thread(WriteAll) { Name = "zmtp writer", IsBackground = true };
    }

    /// <summary>What the peer calls itself; empty where it does not.</summary>
    public byte[] Identity { get; private set; } = [];

    /// <summary>Greets, and agrees on the pattern.</summary>
    /// <exception cref="ZmtpException">The peer speaks something else.</exception>
    /// <exception cref="IOException">The connection is over.</exception>
    public void Open(string socketType, IReadOnlyList<string> peerTypes)
    {
        using var stream = new NetworkStream(_socket);
        Identity = ZmtpHandshake.Run(_reader, stream, socketType, peerTypes);
        _writing.Start();
    }

    /// <summary>Waits for the next message.</summary>
    /// <exception cref="ZmtpException">The peer broke the protocol or a limit.</exception>
    /// <exception cref="IOException">The connection is over.</exception>
    public List<byte[]> Receive()
    {
        _budget.Release(this);
        return _reader.ReadMessage();
    }

    /// <summary>Sends, without waiting for it, whatever thread calls; a peer that does not read is cut at the limit.</summary>
    public void Send(IReadOnlyList<byte[]> message)
    {
        if (Interlocked.Add(ref _unread, Size(message)) > _limits.MostUnread)
        {
            Cut();
            return;
        }

        try
        {
            _outgoing.Add(message);
        }
        catch (InvalidOperationException)
        {
            // It has just been closed.
        }
    }

    /// <summary>Closes after what was sent, waiting for that no longer than asked.</summary>
    public void Finish(TimeSpan patience)
    {
        _outgoing.CompleteAdding();
        if (_writing.IsAlive)
        {
            _writing.Join(patience);
        }
    }

    /// <summary>Ends the connection at once, from whatever thread.</summary>
    public void Cut()
    {
        _outgoing.CompleteAdding();
        _socket.Close();
    }

    public void Dispose()
    {
        Cut();
        _budget.Release(this);
        _reader.Dispose();
    }

    private static long Size(IReadOnlyList<byte[]> message) => message.Sum(frame => (long)frame.Length);

    private void WriteAll()
    {
        try
        {
            using var stream = new BufferedStream(new NetworkStream(_socket), 64 * 1024);
            foreach (var message in _outgoing.GetConsumingEnumerable())
            {
                ZmtpWriter.Write(stream, message);
                if (_outgoing.Count == 0)
                {
                    stream.Flush();
                }

                Interlocked.Add(ref _unread, -Size(message));
            }

            stream.Flush();
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception over) when (over is IOException or SocketException or ObjectDisposedException)
        {
            Cut(); // the reader says it
        }
    }
}
