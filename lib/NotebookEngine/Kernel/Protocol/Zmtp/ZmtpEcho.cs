namespace NotebookEngine.Kernel.Protocol.Zmtp;

/// <summary>Sends every message back where it came from: Jupyter's heartbeat.</summary>
internal sealed class ZmtpEcho(ZmtpLimits limits, ReceiveBudget budget, Action<string> cut)
    : ZmtpSocket(limits with { LargestMessage = LargestBeat, MostUnread = MostBeats }, budget, cut)
{
    // Whoever sends without reading must not be answered for ever.
    private const int LargestBeat = 64 * 1024;
    private const int MostBeats = 1024 * 1024;

    protected override (string Own, string[] Peers) Types => ("REP", ["REQ", "DEALER"]);

    protected override void Joined(ZmtpConnection connection)
    {
    }

    protected override void Received(ZmtpConnection connection, List<byte[]> message) => connection.Send(message);

    protected override void Left(ZmtpConnection connection)
    {
    }
}
