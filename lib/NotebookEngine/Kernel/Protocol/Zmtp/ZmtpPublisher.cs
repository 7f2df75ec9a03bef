namespace NotebookEngine.Kernel.Protocol.Zmtp;

/// <summary>Sends every message to all peers that subscribed to a beginning of its first frame.</summary>
internal sealed class ZmtpPublisher(ZmtpLimits limits, ReceiveBudget budget, Action<string> cut) : ZmtpSocket(limits, budget, cut)
{
    private const int MostTopics = 64;
    private const int LongestTopic = 256;

    private readonly Lock _guard = new();
    private readonly Dictionary<ZmtpConnection, List<byte[]>> _topics = [];

    protected override (string Own, string[] Peers) Types => ("PUB", ["SUB", "XSUB"]);

    /// <summary>Sends to all who subscribed, to each in the order of the calls.</summary>
    public void Send(IReadOnlyList<byte[]> message)
    {
        lock (_guard)
        {
            foreach (var (peer, topics) in _topics)
            {
                if (topics.Exists(topic => message[0].AsSpan().StartsWith(topic)))
                {
                    peer.Send(message);
                }
            }
        }
    }

    protected override void Joined(ZmtpConnection connection)
    {
        lock (_guard)
        {
            _topics.Add(connection, []);
        }
    }

    // 1 and a topic subscribes, 0 and the topic takes that back.
    protected override void Received(ZmtpConnection connection, List<byte[]> message)
    {
        if (message is not [[0 or 1, .. { Length: <= LongestTopic } topic]])
        {
            throw new ZmtpException("a subscriber sent something else than a subscription");
        }

        lock (_guard)
        {
            var topics = _topics[connection];
            if (message[0][0] == 0)
            {
                topics.Remove(topics.Find(known => known.AsSpan().SequenceEqual(topic))!);
            }
            else if (topics.Count < MostTopics)
            {
                topics.Add(topic);
            }
            else
            {
                throw new ZmtpException(FormattableString.Invariant($"a subscriber has more than {MostTopics} topics"));
            }
        }
    }

    protected override void Left(ZmtpConnection connection)
    {
        lock (_guard)
        {
            _topics.Remove(connection);
        }
    }
}
