using System.Buffers.Binary;

namespace NotebookEngine.Kernel.Protocol.Zmtp;

/// <summary>Talks to each peer by its identity, which is the first frame of every message, in both directions.</summary>
internal sealed class ZmtpRouter(ZmtpLimits limits, ReceiveBudget budget, Action<string> cut, Action<List<byte[]>> received)
    : ZmtpSocket(limits, budget, cut)
{
    private readonly Lock _guard = new();
    private readonly Dictionary<string, ZmtpConnection> _peers = [];
    private readonly Dictionary<ZmtpConnection, byte[]> _names = [];
    private int _nameless;

    protected override (string Own, string[] Peers) Types => ("ROUTER", ["DEALER", "REQ", "ROUTER"]);

    /// <summary>Sends to the peer that the first frame names, if it is there.</summary>
    public void Send(IReadOnlyList<byte[]> message)
    {
        ZmtpConnection? peer;
        lock (_guard)
        {
            peer = _peers.GetValueOrDefault(Key(message[0]));
        }

        peer?.Send([.. message.Skip(1)]);
    }

    // A front end that connects again under its name gets the replies, though its old connection still seems open.
    protected override void Joined(ZmtpConnection connection)
    {
        lock (_guard)
        {
            var name = connection.Identity;
            if (name is [] or [0, ..])
            {
                name = new byte[1 + sizeof(int)]; // the first byte is 0, which no peer may choose
                BinaryPrimitives.WriteInt32BigEndian(name.AsSpan(1), ++_nameless);
            }

            _names[connection] = name;
            _peers[Key(name)] = connection;
        }
    }

    protected override void Received(ZmtpConnection connection, List<byte[]> message)
    {
        byte[] name;
        lock (_guard)
        {
            name = _names[connection];
        }

        received([name, .. message]);
    }

    protected override void Left(ZmtpConnection connection)
    {
        lock (_guard)
        {
            if (_names.Remove(connection, out var name) && _peers.GetValueOrDefault(Key(name)) == connection)
            {
                _peers.Remove(Key(name));
            }
        }
    }

    private static string Key(byte[] name) => Convert.ToHexString(name);
}
