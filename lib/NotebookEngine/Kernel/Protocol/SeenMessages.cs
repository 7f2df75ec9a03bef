using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NotebookEngine.Kernel.Protocol;

/// <summary>
/// Knows the messages that came before, so that one which somebody recorded and sends again is not executed again.
/// A front end that connects again gives its messages new ids.
/// </summary>
internal sealed class SeenMessages
{
    private const int Remembered = 10_000;

    private readonly HashSet<UInt128> _seen = [];
    private readonly Queue<UInt128> _inOrder = [];

    /// <summary>Takes note of a message whose signature was right.</summary>
    /// <exception cref="DroppedMessageException">It came before.</exception>
    public void Add(Request request)
    {
        // Of one length, however long the ids of a front end are.
        var id = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(request.Id)));
        if (!_seen.Add(id))
        {
            throw new DroppedMessageException($"this {request.Type} came before, under the same id; a message is answered once");
        }

        _inOrder.Enqueue(id);
        if (_inOrder.Count > Remembered)
        {
            _seen.Remove(_inOrder.Dequeue());
        }
    }
}
