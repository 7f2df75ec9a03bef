using System.Text.Json.Nodes;

namespace NotebookEngine.Kernel.Protocol;

/// <summary>A message from the kernel.</summary>
/// <param name="Channel">The socket that it leaves by.</param>
/// <param name="Prefix">The identities of the addressee, or the topic.</param>
/// <param name="Type">The message type.</param>
/// <param name="ParentHeader">The header of the request that it belongs to, or an empty object.</param>
/// <param name="Content">Its content.</param>
internal sealed record Outgoing(
    Channel Channel, IReadOnlyList<byte[]> Prefix, string Type, byte[] ParentHeader, JsonObject Content);
