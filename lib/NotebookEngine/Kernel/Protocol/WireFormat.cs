using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace NotebookEngine.Kernel.Protocol;

/// <summary>
/// Messages as frames: identities, a delimiter, the signature, then header, parent header, metadata and content as
/// JSON (jupyter-client, "Messaging in Jupyter", the wire protocol, version 5.3).
/// </summary>
internal sealed class WireFormat(string key)
{
    public const string ProtocolVersion = "5.3";

    /// <summary>The largest message that is read, in bytes: far above any cell, far below any memory.</summary>
    public const int LargestMessage = 16 * 1024 * 1024;

    /// <summary>The most frames of a message, where a usual one has seven.</summary>
    public const int MostFrames = 64;

    private const int Parts = 4;

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly MessageSigner _signer = new(key);

    /// <summary>The name of this life of the kernel.</summary>
    public string Session { get; } = Guid.NewGuid().ToString("N");

    /// <exception cref="DroppedMessageException">It is malformed, too large, or its signature is wrong.</exception>
    public Request Read(IReadOnlyList<byte[]> frames)
    {
        if (frames.Count > MostFrames || frames.Sum(frame => (long)frame.Length) > LargestMessage)
        {
            throw new DroppedMessageException(FormattableString.Invariant($"it is larger than {LargestMessage} bytes or {MostFrames} frames"));
        }

        var delimiter = frames.TakeWhile(frame => !frame.AsSpan().SequenceEqual(Delimiter)).Count();
        if (frames.Count < delimiter + 2 + Parts)
        {
            throw new DroppedMessageException("it has no delimiter, or fewer frames than a message has");
        }

        byte[][] parts = [.. frames.Skip(delimiter + 2).Take(Parts)];
        if (!_signer.Verify(frames[delimiter + 1], parts))
        {
            throw new DroppedMessageException("its signature is wrong");
        }

        var header = ParseObject(parts[0], "header");
        var (metadata, content) = (ParseObject(parts[2], "metadata"), ParseObject(parts[3], "content"));
        var request = new Request([.. frames.Take(delimiter)], parts[0], frames[delimiter + 1], "message", metadata, header);
        return request with { Type = request.Text("msg_type"), Content = content };
    }

    public IReadOnlyList<byte[]> Write(Outgoing message)
    {
        var header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = Session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture),
            ["msg_type"] = message.Type,
            ["version"] = ProtocolVersion,
        };
        byte[][] parts = [Bytes(header), message.ParentHeader, EmptyObject, Bytes(message.Content)];
        return [.. message.Prefix, Delimiter, _signer.Sign(parts), .. parts];
    }

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static JsonElement ParseObject(byte[] json, string name)
    {
        try
        {
            if (!Utf8.IsValid(json))
            {
                throw new DroppedMessageException($"its {name} is not UTF-8");
            }

            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new DroppedMessageException($"its {name} is not a JSON object");
        }
        catch (JsonException wrong)
        {
            throw new DroppedMessageException($"its {name} is not JSON: {wrong.Message}", wrong);
        }
    }
}

/// <summary>Signs the four JSON frames of a message with HMAC-SHA256, as lower-case hexadecimal text.</summary>
internal sealed class MessageSigner(string key)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public byte[] Sign(ReadOnlySpan<byte[]> frames)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var frame in frames)
        {
            hash.AppendData(frame);
        }

        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether the signature is right; how long that takes says nothing about how much of it is.</summary>
    public bool Verify(ReadOnlySpan<byte> signature, ReadOnlySpan<byte[]> frames) =>
        CryptographicOperations.FixedTimeEquals(signature, Sign(frames));
}
