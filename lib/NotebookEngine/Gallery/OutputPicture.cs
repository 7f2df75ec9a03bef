using System.Text;
using System.Text.Json.Nodes;
using NotebookEngine.Notebooks;

namespace NotebookEngine.Gallery;

/// <summary>The picture of an output. An SVG becomes an image too, in which no browser runs scripts.</summary>
internal static class OutputPicture
{
    private const string PngType = "image/png";

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>An image element, or null if there is no picture.</summary>
    public static string? Of(JsonObject data)
    {
        var words = Markup.Encode(Description(data));
        return NotebookReader.Joined(data["image/svg+xml"]) is { } svg ? Image("image/svg+xml", Encoding.UTF8.GetBytes(svg), words)
            : Png(data) is { } png ? Image(PngType, png, words)
            : Bytes(data["image/jpeg"]) is { } jpeg ? Image("image/jpeg", jpeg, words)
            : null;
    }

    /// <summary>The bytes of the PNG, or null if there is none.</summary>
    public static byte[]? Png(JsonObject data) =>
        Bytes(data[PngType]) is { } png && png.AsSpan().StartsWith(PngSignature) ? png : null;

    /// <summary>What the picture shows, in words; perhaps none.</summary>
    public static string Description(JsonObject data) =>
        (NotebookReader.Joined(data["text/plain"]) ?? "").Trim().Split('\n')[0];

    private static string Image(string type, byte[] bytes, string words) =>
        $"<img src=\"data:{type};base64,{Convert.ToBase64String(bytes)}\" alt=\"{words}\">";

    private static byte[]? Bytes(JsonNode? base64)
    {
        var text = NotebookReader.Joined(base64) ?? "";
        var bytes = new byte[(text.Length * 3 / 4) + 3];
        return text.Length > 0 && Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }
}
