using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;

namespace NotebookEngine.Kernel.Protocol.Zmtp;

/// <summary>
/// The receiving half of a connection. What a peer announces takes no memory: a frame grows as its bytes come, within
/// the limits and within a time.
/// </summary>
/// <param name="socket">The connection's.</param>
/// <param name="limits">What the peer may cost.</param>
/// <param name="taking">Called before memory is taken, with the bytes.</param>
internal sealed class ZmtpReader(Socket socket, ZmtpLimits limits, Action<int> taking) : IDisposable
{
    private const int FirstPiece = 64 * 1024;
    private const int Known = ZmtpFlags.More | ZmtpFlags.Long | ZmtpFlags.Command;

    private readonly BufferedStream _stream = new(new NetworkStream(socket));
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Reads bytes that do not form a frame.</summary>
    public byte[] ReadExactly(int count)
    {
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    /// <summary>Reads a message, waiting for its first byte for ever. Commands are passed over: none is needed here.</summary>
    public List<byte[]> ReadMessage()
    {
        var message = new List<byte[]>();
        var left = limits.LargestMessage;
        while (message.Count < limits.MostFrames)
        {
            var (flags, bytes) = ReadFrame(left, canWait: message.Count == 0);
            if ((flags & ZmtpFlags.Command) != 0)
            {
                continue;
            }

            message.Add(bytes);
            left -= bytes.Length;
            if ((flags & ZmtpFlags.More) == 0)
            {
                return message;
            }
        }

        throw new ZmtpException(FormattableString.Invariant($"a message has more than {limits.MostFrames} frames"));
    }

    /// <summary>Reads a frame of at most so many bytes.</summary>
    public (int Flags, byte[] Bytes) ReadFrame(int most, bool canWait = false)
    {
        var header = new byte[2];
        if (canWait)
        {
            socket.ReceiveTimeout = Timeout.Infinite;
            ReadSome(header.AsSpan(0, 1));
            _clock.Restart();
            Fill(header.AsSpan(1));
        }
        else
        {
            Fill(header);
        }

        var flags = (int)header[0];
        if ((flags & ~Known) != 0 || (flags & ZmtpFlags.Command) != 0 && (flags & ZmtpFlags.More) != 0)
        {
            throw new ZmtpException(FormattableString.Invariant($"a frame has the flags {flags:x}, which ZMTP 3.0 does not know"));
        }

        var size = (flags & ZmtpFlags.Long) == 0
            ? header[1]
            : BinaryPrimitives.ReadUInt64BigEndian([header[1], .. ReadExactly(sizeof(ulong) - 1)]);
        return size <= (ulong)most
            ? (flags, ReadBody((int)size))
            : throw new ZmtpException(FormattableString.Invariant($"a message is larger than {limits.LargestMessage} bytes"));
    }

    public void Dispose() => _stream.Dispose();

    private byte[] ReadBody(int size)
    {
        var body = Array.Empty<byte>();
        while (body.Length < size)
        {
            var known = body.Length;
            var next = (int)Math.Min(size, Math.Max(FirstPiece, 2L * known));
            taking(next - known);
            Array.Resize(ref body, next);
            Fill(body.AsSpan(known));
        }

        return body;
    }

    private void Fill(Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var left = limits.TimeToFinish - _clock.Elapsed;
            if (left <= TimeSpan.Zero)
            {
                throw new ZmtpException(FormattableString.Invariant($"a message was not whole within {limits.TimeToFinish.TotalSeconds} s"));
            }

            socket.ReceiveTimeout = (int)Math.Ceiling(left.TotalMilliseconds);
            bytes = bytes[ReadSome(bytes)..];
        }
    }

    private int ReadSome(Span<byte> bytes) => _stream.Read(bytes) is > 0 and var read ? read : throw new EndOfStreamException();
}

/// <summary>The first byte of a frame.</summary>
internal static class ZmtpFlags
{
    public const int More = 1;
    public const int Long = 2;
    public const int Command = 4;
}
