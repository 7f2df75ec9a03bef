using System.Text;

namespace NotebookEngine.Kernel.Protocol;

/// <summary>
/// Knows the messages that came before, so that one which somebody recorded and sends again is not executed again. A
/// message is known by its signature, as Jupyter itself does it: the manager of a kernel and its client number their
/// messages alike.
/// </summary>
internal sealed class SeenMessages
{
    private const int Remembered = 10_000;

    private readonly HashSet<string> _seen = [];
    private readonly Queue<string> _inOrder = [];

    /// <summary>Takes note of a message whose signature was right.</summary>
    /// <exception cref="DroppedMessageException">It came before.</exception>
    public void Add(Request request)
    {
        var signature = Encoding.ASCII.GetString(request.Signature);
        if (!_seen.Add(signature))
        {
            throw new DroppedMessageException($"this {request.Type} was received before; a message is answered only once");
        }

        _inOrder.Enqueue(signature);
        if (_inOrder.Count > Remembered)
        {
            _seen.Remove(_inOrder.Dequeue());
        }
    }
}
