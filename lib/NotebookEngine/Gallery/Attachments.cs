using System.Text.Json.Nodes;
using NotebookEngine.Notebooks;

namespace NotebookEngine.Gallery;

/// <summary>The pictures that a cell of text carries, by name; from anyone.</summary>
internal sealed class Attachments(JsonObject? pictures)
{
    private const string Scheme = "attachment:";

    // On the average. A text that shows one picture ten thousand times would make a page that no disk holds.
    private const long TimesShown = 4;

    private readonly Dictionary<string, string?> _addresses = [];
    private long _left = TimesShown * (pictures ?? []).Select(picture => picture.Value).OfType<JsonObject>()
        .SelectMany(picture => picture).Sum(form => NotebookReader.Joined(form.Value)?.Length + 100L ?? 0);

    /// <summary>Finds the picture that an address asks for: its own address, or words in its place.</summary>
    /// <returns>Null if the address is none of an attachment's.</returns>
    public (string? Address, string Words)? Find(string? source)
    {
        if (source?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }

        var name = Uri.UnescapeDataString(source[Scheme.Length..]);
        if (!_addresses.TryGetValue(name, out var address))
        {
            _addresses[name] = address = pictures?[name] is JsonObject picture ? OutputPicture.Address(picture) : null;
        }

        var fault = pictures?[name] is not JsonObject ? "is not in this notebook"
            : address is null ? "is of a kind that is not shown here"
            : (_left -= address.Length) < 0 ? "is shown too often"
            : null;
        return fault is null ? (address, "") : (null, $"[The picture {name} {fault}]");
    }
}
