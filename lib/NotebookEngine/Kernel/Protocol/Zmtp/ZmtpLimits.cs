namespace NotebookEngine.Kernel.Protocol.Zmtp;

/// <summary>What peers may cost, whoever they are: all of it counts before a message has shown that it knows the key.</summary>
internal sealed record ZmtpLimits
{
    /// <summary>The bytes of a message: far above any cell, far below any memory.</summary>
    public int LargestMessage { get; init; } = 16 * 1024 * 1024;

    /// <summary>The frames of a message, where Jupyter's have seven.</summary>
    public int MostFrames { get; init; } = 64;

    /// <summary>The connections of a socket.</summary>
    public int MostConnections { get; init; } = 64;

    /// <summary>The bytes that all connections together hold of messages which are not whole yet.</summary>
    public long MostUnfinished { get; init; } = 64 * 1024 * 1024;

    /// <summary>From the first byte of a greeting or a message to its last.</summary>
    public TimeSpan TimeToFinish { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The bytes that wait for a peer that does not read. Outputs are never dropped before.</summary>
    public long MostUnread { get; init; } = 256 * 1024 * 1024;
}

/// <summary>The peer broke the protocol or a limit, and its connection is cut; the message says why.</summary>
internal sealed class ZmtpException(string reason) : Exception(reason);
