using System.Text;
using System.Text.Json.Nodes;
using NotebookEngine.Notebooks;

namespace NotebookEngine.Gallery;

/// <summary>The picture of an output or of a text. An SVG becomes an image too, in which no browser runs scripts.</summary>
internal static class OutputPicture
{
    private const string PngType = "image/png";
    private const string JpegType = "image/jpeg";
    private const string GifType = "image/gif";
    private const string SvgType = "image/svg+xml";

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    private static ReadOnlySpan<byte> JpegSignature => [0xff, 0xd8, 0xff];

    private static ReadOnlySpan<byte> GifSignature => "GIF8"u8;

    /// <summary>An image element, or null if there is no picture.</summary>
    public static string? Of(JsonObject data) =>
        Address(data) is { } address ? $"<img src=\"{address}\" alt=\"{Markup.Encode(Description(data))}\">" : null;

    /// <summary>The picture as a data address, the sharpest form of it, or null if there is none.</summary>
    public static string? Address(JsonObject data) =>
        Svg(data) is { } svg ? Address(SvgType, svg)
        : Png(data) is { } png ? Address(PngType, png)
        : Bytes(data[JpegType], JpegSignature) is { } jpeg ? Address(JpegType, jpeg)
        : Bytes(data[GifType], GifSignature) is { } gif ? Address(GifType, gif)
        : null;

    /// <summary>The bytes of the PNG, or null if there is none.</summary>
    public static byte[]? Png(JsonObject data) => Bytes(data[PngType], PngSignature);

    /// <summary>What the picture shows, in words; perhaps none.</summary>
    public static string Description(JsonObject data) =>
        (NotebookReader.Joined(data["text/plain"]) ?? "").Trim().Split('\n')[0];

    private static string Address(string type, byte[] bytes) => $"data:{type};base64,{Convert.ToBase64String(bytes)}";

    // An output has it as text, a pasted one as base64 like every other picture.
    private static byte[]? Svg(JsonObject data) =>
        NotebookReader.Joined(data[SvgType]) is not { } text ? null
        : text.AsSpan().TrimStart().StartsWith("<") ? Encoding.UTF8.GetBytes(text)
        : Bytes(data[SvgType], "<"u8);

    private static byte[]? Bytes(JsonNode? base64, ReadOnlySpan<byte> signature)
    {
        var text = NotebookReader.Joined(base64) ?? "";
        var bytes = new byte[(text.Length * 3 / 4) + 3];
        return Convert.TryFromBase64String(text, bytes, out var count) && bytes.AsSpan(0, count).StartsWith(signature) ? bytes[..count] : null;
    }
}
