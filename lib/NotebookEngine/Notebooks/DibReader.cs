using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NotebookEngine.Notebooks;

/// <summary>Reads <c>.dib</c> files: text in which a line such as <c>#!csharp</c> or <c>#!markdown</c> begins each cell.</summary>
internal static partial class DibReader
{
    private const string Meta = "meta";
    private const string CSharp = "csharp";

    /// <summary>The notebook; what stands before the first line of that kind is of the file's default language.</summary>
    /// <exception cref="NotebookFormatException">Parts are not C#, or it is not a .dib file.</exception>
    public static Notebook Parse(string text)
    {
        var parts = Split(text.ReplaceLineEndings("\n").Split('\n'));
        var language = parts.Where(part => part.Kind == Meta).Select(part => DefaultOf(part.Source)).FirstOrDefault() ?? CSharp;
        var cells = parts.Select(part => part with { Kind = part.Kind.Length == 0 ? language : part.Kind })
            .Where(part => part.Kind != Meta && part.Source.Length > 0).ToArray();
        var foreign = cells.Where(part => !IsMarkdown(part.Kind) && !CellLanguage.IsCSharp(part.Kind))
            .Select(part => FormattableString.Invariant($"line {part.Line} ({part.Kind})")).ToArray();
        if (foreign.Length > 0)
        {
            throw new NotebookFormatException($"the part at {string.Join(", ", foreign)} is not C# or Markdown: the workbench runs only C#; rewrite or remove it");
        }

        return NotebookReader.Parse(new JsonObject
        {
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
            ["metadata"] = new JsonObject(),
            ["cells"] = new JsonArray([.. cells.Select(part => new JsonObject
            {
                ["cell_type"] = IsMarkdown(part.Kind) ? "markdown" : "code",
                ["metadata"] = new JsonObject(),
                ["source"] = part.Source,
            })]),
        }.ToJsonString()).Clean();
    }

    private static List<Part> Split(string[] lines)
    {
        var parts = new List<Part>();
        var (kind, first) = ("", 0);
        for (var i = 0; i <= lines.Length; i++)
        {
            var next = i < lines.Length && Beginning().Match(lines[i]) is { Success: true } begins ? begins.Groups["kind"].Value : null;
            if (i == lines.Length || (next is not null && !CellLanguage.IsCommand(next)))
            {
                var source = string.Join('\n', lines[first..i].SkipWhile(string.IsNullOrWhiteSpace)).TrimEnd();
                parts.Add(new Part(kind, Math.Max(first, 1), source));
                (kind, first) = (next ?? "", i + 1);
            }
        }

        return parts;
    }

    private static bool IsMarkdown(string kind) => kind is "markdown" or "md";

    private static string? DefaultOf(string meta)
    {
        try
        {
            return NotebookReader.Text(((JsonNode.Parse(meta) as JsonObject)?["kernelInfo"] as JsonObject)?["defaultKernelName"]);
        }
        catch (Exception wrong) when (NotebookReader.IsOfReading(wrong))
        {
            throw new NotebookFormatException($"the text after #!{Meta} is not JSON: {wrong.Message}", wrong);
        }
    }

    [GeneratedRegex(@"^#!(?<kind>[A-Za-z][\w#.+-]*)\s*$")]
    private static partial Regex Beginning();

    private sealed record Part(string Kind, int Line, string Source);
}
