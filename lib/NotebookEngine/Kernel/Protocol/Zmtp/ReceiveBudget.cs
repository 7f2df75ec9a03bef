namespace NotebookEngine.Kernel.Protocol.Zmtp;

/// <summary>
/// Bounds what all connections together hold of messages that are not whole yet. Beyond the bound the connection that
/// holds most is cut, so that a hoarder goes and a reader's cell does not.
/// </summary>
internal sealed class ReceiveBudget(long limit)
{
    private readonly Lock _guard = new();
    private readonly Dictionary<ZmtpConnection, long> _held = [];

    /// <summary>Called before the connection takes memory.</summary>
    public void Take(ZmtpConnection connection, long bytes)
    {
        lock (_guard)
        {
            _held[connection] = _held.GetValueOrDefault(connection) + bytes;
            while (_held.Values.Sum() > limit)
            {
                var most = _held.MaxBy(held => held.Value).Key;
                _held.Remove(most);
                most.Cut();
            }
        }
    }

    /// <summary>The message is whole, or the connection is over.</summary>
    public void Release(ZmtpConnection connection)
    {
        lock (_guard)
        {
            _held.Remove(connection);
        }
    }
}
