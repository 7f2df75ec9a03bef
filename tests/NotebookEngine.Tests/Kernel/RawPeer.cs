using System.Buffers.Binary;
using System.Net.Sockets;

namespace NotebookEngine.Tests.Kernel;

/// <summary>A peer that speaks ZeroMQ's wire byte by byte, and need not end what it began.</summary>
internal sealed class RawPeer : IDisposable
{
    public const byte More = 1;

    private readonly TcpClient _client;

    public RawPeer(int port, string type = "DEALER", bool greets = true)
    {
        _client = new TcpClient("127.0.0.1", port) { ReceiveTimeout = 10_000 };
        if (greets)
        {
            byte[] greeting = [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0, .. "NULL"u8, .. new byte[48]];
            byte[] ready = [5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, (byte)type.Length, .. System.Text.Encoding.ASCII.GetBytes(type)];
            _client.GetStream().Write([.. greeting, 4, (byte)ready.Length, .. ready]);
        }
    }

    /// <summary>Sends a frame's beginning: what it announces, and as much of it as is given.</summary>
    public void Send(byte flags, long size, params byte[] bytes)
    {
        var header = new byte[9];
        header[0] = (byte)(flags | 2);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(1), size);
        _client.GetStream().Write([.. header, .. bytes]);
    }

    /// <summary>Whether the other side ends the connection.</summary>
    public bool IsCut()
    {
        try
        {
            var bytes = new byte[1024];
            while (_client.GetStream().Read(bytes) > 0)
            {
                // The greeting.
            }

            return true;
        }
        catch (IOException over)
        {
            return over.InnerException is SocketException { SocketErrorCode: not SocketError.TimedOut };
        }
    }

    public void Dispose() => _client.Dispose();
}
