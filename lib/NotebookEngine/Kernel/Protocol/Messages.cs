using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookEngine.Kernel.Protocol;

/// <summary>A message from a front end, whose signature was right.</summary>
/// <param name="Identities">Whom the reply goes to.</param>
/// <param name="Header">Its header as received: the parent header of all that answers it.</param>
/// <param name="Signature">The signature, which tells it from every other message.</param>
/// <param name="Type">The message type.</param>
/// <param name="Metadata">Its metadata, an object.</param>
/// <param name="Content">Its content, an object.</param>
internal sealed record Request(
    IReadOnlyList<byte[]> Identities, byte[] Header, byte[] Signature, string Type, JsonElement Metadata, JsonElement Content)
{
    /// <summary>The id of the notebook's cell, which JupyterLab, Notebook 7 and VS Code send; null from others.</summary>
    /// <exception cref="DroppedMessageException">It is not Unicode text.</exception>
    public string? CellId => Find(Metadata, "metadata", "cellId");

    /// <exception cref="DroppedMessageException">The content has no such text.</exception>
    public string Text(string name) =>
        Find(Content, "content", name) ?? throw new DroppedMessageException($"{Type}: content.{name} must be text");

    public bool Flag(string name, bool otherwise) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : otherwise;

    /// <exception cref="DroppedMessageException">The content has no such whole number.</exception>
    public int Number(string name) =>
        WholeNumber(name) ?? throw new DroppedMessageException($"{Type}: content.{name} must be a whole number");

    public int Number(string name, int otherwise) => WholeNumber(name) ?? otherwise;

    private string? Find(JsonElement part, string partName, string name)
    {
        try
        {
            return part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException notUnicode)
        {
            throw new DroppedMessageException($"{Type}: {partName}.{name} is not Unicode text", notUnicode);
        }
    }

    private int? WholeNumber(string name) =>
        Content.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : null;
}

/// <summary>A message from the kernel.</summary>
/// <param name="Channel">The socket that it leaves by.</param>
/// <param name="Prefix">The identities of the addressee, or the topic.</param>
/// <param name="Type">The message type.</param>
/// <param name="ParentHeader">The header of the request that it belongs to, or an empty object.</param>
/// <param name="Content">Its content.</param>
internal sealed record Outgoing(
    Channel Channel, IReadOnlyList<byte[]> Prefix, string Type, byte[] ParentHeader, JsonObject Content);

/// <summary>The sockets of the protocol that carry messages.</summary>
internal enum Channel
{
    Shell,
    Control,
    Iopub,
    Stdin,
}

/// <summary>The message received cannot be acted on; the exception says why.</summary>
internal sealed class DroppedMessageException(string reason, Exception? innerException = null)
    : Exception(reason, innerException);
