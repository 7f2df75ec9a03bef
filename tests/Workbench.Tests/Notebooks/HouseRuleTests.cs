using System.Text.RegularExpressions;
using NotebookEngine.Notebooks;
using Workbench.Tests.Architecture;

namespace Workbench.Tests.Notebooks;

/// <summary>What every notebook of the repository keeps to.</summary>
public partial class HouseRuleTests
{
    private const int MostLines = 120;
    private const int MostLinesOfACell = 20;
    private const int MostMedianLines = 8;
    private const int MostBytes = 300_000;
    private const int MostColumns = 100;
    private const int MostColumnsOfText = 130;
    private const int MostUsings = 3;
    private const int MostPrinted = 5;
    private static readonly string[] OfEngines = ["10-detection.ipynb", "11-search.ipynb"]; // they name types of their own libraries

    [Fact]
    public void Code_is_short() => Holds(
        (name, notebook) =>
        {
            var lines = notebook.Code().Select(Shipped.Lines).Order().ToArray();
            var median = lines[lines.Length / 2];
            return Breach(lines.Sum() > MostLines, $"{name} has {lines.Sum()} lines of code")
                .Concat(notebook.Code().Where(cell => cell.Lines() > MostLinesOfACell).Select(cell => $"{name}, {cell.Id} has {cell.Lines()} lines"))
                .Concat(Breach(median > MostMedianLines, $"{name}: the median cell has {median} lines"));
        },
        $"At most {MostLines} lines, {MostLinesOfACell} a cell, median {MostMedianLines}: move code into the library.");

    // A row of a table cannot be broken.
    [Fact]
    public void Lines_fit_a_window() => Holds(
        (name, notebook) =>
            from cell in notebook.Cells
            let most = cell.Kind == CellKind.Code ? MostColumns : MostColumnsOfText
            from line in cell.Source.Split('\n')
            where line.Length > most && !(cell.Kind == CellKind.Markdown && line.StartsWith('|'))
            select $"{name}, {cell.Id}: {line.Length} columns",
        $"At most {MostColumns} columns of code and {MostColumnsOfText} of text.");

    [Fact]
    public void Few_namespaces_are_named() => Holds(
        (name, notebook) =>
        {
            var usings = notebook.Code().Skip(1).Sum(cell => Using().Count(cell.Source));
            return Breach(usings > MostUsings && !OfEngines.Contains(name), $"{name} has {usings} using lines after the first cell");
        },
        $"At most {MostUsings}: what notebooks call belongs in the namespace Sandglass.");

    [Fact]
    public void Values_are_shown_and_not_printed()
    {
        string[] printed = [.. Shipped.Paths.SelectMany(path => Notebook.Read(path).Code().SelectMany(cell => Printed().Matches(cell.Source).Select(_ => $"{Path.GetFileName(path)}: {cell.Id}")))];
        Rule.Holds(printed.Length > MostPrinted ? printed : [], $"At most {MostPrinted} calls of Console.Write in all notebooks: end a cell with a value, and give it a formatter.");
    }

    [Fact]
    public void Words_fit_a_coffee_break() => Holds(
        (name, notebook) =>
        {
            var words = notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).Sum(cell => Word().Count(cell.Source));
            return Breach(words is < 400 or > 800, $"{name} has {words} words");
        },
        "400 to 800 words: say what is seen, what the paper argues and one thing to try.");

    [Fact]
    public void All_begin_alike() => Holds(
        (name, notebook) =>
            Breach(notebook.Code().First().Source != Shipped.Read("00-start-here.ipynb").Code().First().Source, $"{name}: another first cell")
                .Concat(Breach(notebook.Cells.Count(cell => cell.Is("parameters") && Preset().IsMatch(cell.Source)) != 1, $"{name}: no parameter cell")),
        "The first cell is that of 00-start-here; one cell is tagged 'parameters' and begins with var preset = \"smoke\"; or, where what is trained is looked at, \"quick\".");

    [Fact]
    public void Files_are_clean_and_small() => Holds(
        (name, _) =>
        {
            var path = Path.Combine(Shipped.Folder, name);
            return Notebook.FindUnclean(path).Select(finding => $"{name}: {finding}")
                .Concat(Breach(new FileInfo(path).Length > MostBytes, $"{name} has {new FileInfo(path).Length} bytes"));
        },
        $"Run `workbench notebooks clean`; at most {MostBytes} bytes.");

    [Fact]
    public void Ids_are_words() => Holds(
        (name, notebook) => notebook.Cells.Where(cell => !WordId().IsMatch(cell.Id)).Select(cell => $"{name}: {cell.Id}"),
        "A cell's id says what it is, in lower case with hyphens.");

    [Fact]
    public void Everything_was_executed_and_nothing_failed() => Holds(
        (name, notebook) => notebook.Code()
            .Where(cell => cell.ExecutionCount is null || cell.Outputs.Any(output => (string?)output["output_type"] == "error"))
            .Select(cell => $"{name}: {cell.Id}"),
        "Run `workbench notebooks run` and commit the outputs.");

    [Fact]
    public void Nothing_leaves_the_machine_or_names_it() => Holds(
        (name, notebook) => notebook.Cells
            .SelectMany(cell => cell.Outputs.Select(output => output.ToJsonString()).Append(cell.Source).Select(text => (cell.Id, text)))
            .SelectMany(part => Foreign().Matches(part.text).Select(match => $"{name}, {part.Id}: {match.Value}")),
        "No script from elsewhere, no absolute path: notebooks work offline and on any machine.");

    private static void Holds(Func<string, Notebook, IEnumerable<string>> breaches, string whatToDo) =>
        Rule.Holds(Shipped.Paths.SelectMany(path => breaches(Path.GetFileName(path), Notebook.Read(path))), whatToDo);

    private static string[] Breach(bool broken, string words) => broken ? [words] : [];

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();

    [GeneratedRegex("^var preset = \"(smoke|quick)\";")]
    private static partial Regex Preset();

    [GeneratedRegex(@"\busing [A-Z][\w.]*;")]
    private static partial Regex Using();

    [GeneratedRegex(@"\bConsole\.Write")]
    private static partial Regex Printed();

    [GeneratedRegex("^[a-z]+(-[a-z0-9]+)*$")]
    private static partial Regex WordId();

    [GeneratedRegex(@"<script|https?:[^\s""\\]*|(?<![\w.:/""'<])/(home|root|tmp|usr|Users|work|var)/[^\s""]*|[A-Z]:\\\\\w+")]
    private static partial Regex Foreign();
}
