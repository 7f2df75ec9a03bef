using System.Text.Json.Nodes;
using AngleSharp.Dom;

namespace NotebookEngine.Gallery;

/// <summary>The pictures that a cell of text carries, by name; from anyone.</summary>
internal sealed class Attachments(JsonObject? pictures)
{
    private const string Scheme = "attachment:";

    /// <summary>Puts them where they are asked for; in the place of one that cannot be shown, that is said.</summary>
    public void Embed(IElement body)
    {
        foreach (var image in body.QuerySelectorAll("img").ToArray())
        {
            if (image.GetAttribute("src") is not { } source || !source.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var name = Uri.UnescapeDataString(source[Scheme.Length..]);
            var picture = pictures?[name] as JsonObject;
            if (picture is not null && OutputPicture.Address(picture) is { } address)
            {
                image.SetAttribute("src", address);
                continue;
            }

            var words = image.Owner!.CreateElement("em");
            words.TextContent = $"[The picture {name} {(picture is null ? "is not in this notebook" : "is of no kind that is shown here")}]";
            image.Replace(words);
        }
    }
}
