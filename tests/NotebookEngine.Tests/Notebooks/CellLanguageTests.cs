using System.Text.Json.Nodes;
using NotebookEngine.Notebooks;

namespace NotebookEngine.Tests.Notebooks;

public sealed class CellLanguageTests
{
    private const string CSharp = """{ "kernelspec": { "name": ".net-csharp", "language": "C#" }, "language_info": { "name": "polyglot-notebook" } }""";

    [Theory]
    [InlineData("{}")]
    [InlineData(CSharp)]
    [InlineData("""{ "kernelspec": { "name": ".net-csharp" } }""")]
    [InlineData("""{ "kernelspec": 7, "language_info": { "name": [] } }""")]
    public void A_notebook_of_CSharp_is_not_refused(string metadata) => Of(metadata, ("{}", "var a = 1;")).RequireCSharp();

    [Theory]
    [InlineData("""{ "kernelspec": { "name": "python3", "language": "python" } }""", "python")]
    [InlineData("""{ "kernelspec": { "name": "python3" } }""", "python3")]
    [InlineData("""{ "language_info": { "name": "F#" } }""", "F#")]
    [InlineData("""{ "polyglot_notebook": { "kernelInfo": { "defaultKernelName": "pwsh" } } }""", "pwsh")]
    public void What_the_notebook_says_holds_for_cells_that_say_nothing(string metadata, string language)
    {
        var refused = Refusal(Of(metadata, ("""{ "dotnet_interactive": { "language": "csharp" } }""", "1"), ("{}", "2")));
        Assert.StartsWith($"cell 2 ({language}) is not C#: ", refused, StringComparison.Ordinal);
        Assert.StartsWith($"the notebook ({language}) is not C#: ", Refusal(Of(metadata)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "polyglot_notebook": { "kernelName": "fsharp" } }""", "let a = 4", "fsharp")]
    [InlineData("""{ "dotnet_interactive": { "language": "pwsh" } }""", "dir", "pwsh")]
    [InlineData("""{ "vscode": { "languageId": "python" } }""", "print(1)", "python")]
    [InlineData("{}", "\n// why\n#!time\n#!fsharp\nlet a = 4", "fsharp")]
    [InlineData("{}", "#!f#\nlet a = 4", "f#")]
    [InlineData("{}", "%%bash\nls", "bash")]
    public void What_a_cell_says_of_itself_holds(string metadata, string source, string language) =>
        Assert.StartsWith($"cell 1 ({language}) is not C#: ", Refusal(Of(CSharp, (metadata, source))), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "vscode": { "languageId": "polyglot-notebook" } }""", "1")]
    [InlineData("""{ "vscode": { "languageId": "dotnet-interactive.csharp" } }""", "1")]
    [InlineData("{}", "#!csharp\n1")]
    [InlineData("{}", "#!time\n1")]
    [InlineData("{}", "var text = \"\"\"\n#!fsharp\n\"\"\";")]
    public void What_is_CSharp_after_all_is_not_refused(string metadata, string source) => Of(CSharp, (metadata, source)).RequireCSharp();

    [Fact]
    public void Several_are_named_at_once()
    {
        const string FSharp = """{ "polyglot_notebook": { "kernelName": "fsharp" } }""";
        Assert.StartsWith(
            "cells 2 (fsharp) and 3 (pwsh) are not C#: ", Refusal(Of(CSharp, ("{}", "1"), (FSharp, ""), ("{}", "#!pwsh"))), StringComparison.Ordinal);
        Assert.StartsWith(
            "cells 1 (fsharp), 2 (fsharp), 3 (fsharp), 4 (fsharp), 5 (fsharp) and 2 more are not C#: ",
            Refusal(Of(CSharp, [.. Enumerable.Repeat((FSharp, ""), 7)])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_not_relabelled() =>
        Assert.Throws<NotebookFormatException>(() => Of("{}", ("{}", "#!fsharp")).Clean());

    private static string Refusal(Notebook notebook) => Assert.Throws<NotebookFormatException>(notebook.RequireCSharp).Message;

    private static Notebook Of(string metadata, params (string Metadata, string Source)[] cells) => Notebook.Parse(new JsonObject
    {
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
        ["metadata"] = JsonNode.Parse(metadata),
        ["cells"] = new JsonArray([.. cells.Select(cell => new JsonObject
        {
            ["cell_type"] = "code",
            ["metadata"] = JsonNode.Parse(cell.Metadata),
            ["source"] = cell.Source,
        })]),
    }.ToJsonString());
}
