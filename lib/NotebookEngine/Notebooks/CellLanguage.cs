using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NotebookEngine.Notebooks;

/// <summary>Which cells are another language's: by the notebook's metadata, by the cell's, or by its first line.</summary>
internal static partial class CellLanguage
{
    private const int Named = 5;

    // Commands of .NET Interactive's that stand in a C# cell; every other word after #! names a kernel.
    private static readonly HashSet<string> Commands =
        ["about", "connect", "import", "lsmagic", "set", "share", "time", "value", "who", "whos"];

    /// <summary>The language of a code cell, as the notebook spells it, or null for C#.</summary>
    public static string? Foreign(Notebook notebook, Cell cell) =>
        cell.Kind != CellKind.Code ? null : OfMagic(cell.Source) ?? OfMetadata(cell) ?? (SaysCSharp(cell) ? null : OfNotebook(notebook));

    /// <summary>Whether a word after <c>#!</c> asks for C#.</summary>
    public static bool IsCSharp(string name) =>
        name.ToUpperInvariant() is "CSHARP" or "C#" or "CS" or "DOTNET-INTERACTIVE.CSHARP" or ".NET-CSHARP";

    /// <summary>Whether a word after <c>#!</c> is a command within a cell, and not the name of a kernel.</summary>
    public static bool IsCommand(string name) => Commands.Contains(name);

    /// <summary>Says in one line what of a notebook is not C#, or null where all is.</summary>
    public static string? DescribeForeign(Notebook notebook)
    {
        var foreign = notebook.Cells.Select(cell => (cell.Number, Language: Foreign(notebook, cell))).Where(cell => cell.Language is not null).ToArray();
        var what = foreign.Length > 0 ? $"{List(foreign)} not C#"
            : OfNotebook(notebook) is { } language && !notebook.Cells.Any(cell => cell.Kind == CellKind.Code) ? $"the notebook ({language}) is not C#"
            : null;
        return what is null ? null : $"{what}: the workbench runs only C#; open the notebook with its own kernel, or rewrite those cells in C#";
    }

    private static string List((int Number, string? Language)[] cells)
    {
        var names = cells.Take(Named).Select(cell => FormattableString.Invariant($"{cell.Number} ({cell.Language})")).ToList();
        if (cells.Length > Named)
        {
            names.Add(FormattableString.Invariant($"{cells.Length - Named} more"));
        }

        return names is [var only] ? $"cell {only} is" : $"cells {string.Join(", ", names.SkipLast(1))} and {names[^1]} are";
    }

    private static string? OfMagic(string source)
    {
        foreach (var line in source.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)))
        {
            if (Magic().Match(line) is not { Success: true } magic)
            {
                return null;
            }

            var name = magic.Groups["name"].Value;
            if (!IsCommand(name))
            {
                return IsCSharp(name) ? null : name;
            }
        }

        return null;
    }

    private static string? OfMetadata(Cell cell) => SaidBy(cell).FirstOrDefault(name => !IsCSharp(name));

    private static bool SaysCSharp(Cell cell) => SaidBy(cell).Any();

    private static IEnumerable<string> SaidBy(Cell cell)
    {
        var metadata = cell.Fields["metadata"];
        return Said(At(metadata, "polyglot_notebook", "kernelName"), At(metadata, "dotnet_interactive", "language"), At(metadata, "vscode", "languageId"));
    }

    private static string? OfNotebook(Notebook notebook)
    {
        var metadata = notebook.Fields["metadata"];
        var languages = Said(
            At(metadata, "kernelspec", "language"), At(metadata, "language_info", "name"), At(metadata, "polyglot_notebook", "kernelInfo", "defaultKernelName")).ToArray();
        return languages.Length > 0
            ? languages.FirstOrDefault(name => !IsCSharp(name))
            : Said(At(metadata, "kernelspec", "name")).FirstOrDefault(name => !name.Contains("csharp", StringComparison.OrdinalIgnoreCase));
    }

    // VS Code writes the name of its editor where a language is asked for, whichever language that holds.
    private static IEnumerable<string> Said(params string?[] names) =>
        names.OfType<string>().Where(name => name.Length > 0 && name != "polyglot-notebook");

    private static string? At(JsonNode? metadata, params string[] path)
    {
        foreach (var name in path)
        {
            metadata = (metadata as JsonObject)?[name];
        }

        return NotebookReader.Text(metadata);
    }

    [GeneratedRegex(@"^(?:#!|%%)\s*(?<name>[A-Za-z][\w#.+-]*)")]
    private static partial Regex Magic();
}
