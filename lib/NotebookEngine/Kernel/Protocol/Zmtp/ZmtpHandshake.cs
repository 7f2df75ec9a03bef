using System.Buffers.Binary;
using System.Text;

namespace NotebookEngine.Kernel.Protocol.Zmtp;

/// <summary>The beginning of a connection (ZeroMQ RFC 23, ZMTP 3.0, mechanism NULL).</summary>
internal static class ZmtpHandshake
{
    private const int GreetingLength = 64;
    private const int LargestReady = 1024;

    private static readonly byte[] Greeting =
        [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0, .. "NULL"u8, .. new byte[GreetingLength - 16]];

    /// <summary>Greets, and agrees on the pattern.</summary>
    /// <returns>What the peer calls itself; empty where it does not.</returns>
    public static byte[] Run(ZmtpReader reader, Stream writer, string socketType, IReadOnlyList<string> peerTypes)
    {
        writer.Write(Greeting);
        var greeting = reader.ReadExactly(GreetingLength);
        if (greeting[0] != 0xFF || greeting[9] != 0x7F || greeting[10] < 3 || !greeting.AsSpan(12, 5).SequenceEqual("NULL\0"u8))
        {
            throw new ZmtpException("the peer does not speak ZMTP 3 without security");
        }

        ZmtpWriter.WriteFrame(writer, ZmtpFlags.Command, [5, .. "READY"u8, .. Property("Socket-Type", socketType), .. Property("Identity", "")]);
        var (flags, ready) = reader.ReadFrame(LargestReady);
        if ((flags & ZmtpFlags.Command) == 0 || !ready.AsSpan().StartsWith("\u0005READY"u8))
        {
            throw new ZmtpException("the peer did not send READY");
        }

        var properties = Properties(ready.AsMemory(6));
        var type = Encoding.ASCII.GetString(properties.GetValueOrDefault("SOCKET-TYPE") ?? []);
        return peerTypes.Contains(type)
            ? properties.GetValueOrDefault("IDENTITY") ?? []
            : throw new ZmtpException($"a socket of type '{type}' cannot talk to {socketType}");
    }

    private static byte[] Property(string name, string value)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        return [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. length, .. Encoding.ASCII.GetBytes(value)];
    }

    private static Dictionary<string, byte[]> Properties(ReadOnlyMemory<byte> metadata)
    {
        var properties = new Dictionary<string, byte[]>();
        while (!metadata.IsEmpty)
        {
            var name = Take(ref metadata, Take(ref metadata, 1).Span[0]);
            var length = BinaryPrimitives.ReadUInt32BigEndian(Take(ref metadata, sizeof(int)).Span);
            properties[Encoding.ASCII.GetString(name.Span).ToUpperInvariant()] = Take(ref metadata, length).ToArray();
        }

        return properties;
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> from, uint count)
    {
        if (count > from.Length)
        {
            throw new ZmtpException("the properties in READY are cut short");
        }

        var taken = from[..(int)count];
        from = from[(int)count..];
        return taken;
    }
}

/// <summary>The sending half of the protocol.</summary>
internal static class ZmtpWriter
{
    public static void Write(Stream stream, IReadOnlyList<byte[]> message)
    {
        for (var at = 0; at < message.Count; at++)
        {
            WriteFrame(stream, at < message.Count - 1 ? ZmtpFlags.More : 0, message[at]);
        }
    }

    public static void WriteFrame(Stream stream, int flags, byte[] body)
    {
        Span<byte> header = stackalloc byte[1 + sizeof(long)];
        header[0] = (byte)flags;
        header[1] = (byte)body.Length;
        if (body.Length > byte.MaxValue)
        {
            header[0] |= ZmtpFlags.Long;
            BinaryPrimitives.WriteInt64BigEndian(header[1..], body.Length);
        }

        stream.Write(body.Length > byte.MaxValue ? header : header[..2]);
        stream.Write(body);
    }
}
