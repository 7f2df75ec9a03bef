using System.Text.Json.Nodes;

namespace NotebookEngine.Tests.Kernel;

public sealed class AssistanceTests : IDisposable
{
    private readonly AssistedNotebook _notebook = new();

    public void Dispose() => _notebook.Dispose();

    [Fact]
    public void Completion_and_inspection_know_the_cells_that_ran()
    {
        Assert.Contains("Console", _notebook.Matches("Consol"));

        _notebook.Run("record Point(int Abscissa, int Ordinate);\nvar here = new Point(1, 2);");
        _notebook.Run("var elsewhere = here with { Abscissa = 3 };");
        Assert.Equal(["Abscissa"], _notebook.Matches("elsewhere.Absc"));
        Assert.Contains("elsewhere", _notebook.Matches("var other = else"));
        Assert.Contains("int Point.Abscissa", _notebook.Inspected("here.Abs|cissa"));
        Assert.Contains("Point here", _notebook.Inspected("here"));

        _notebook.Run("var here = \"a text now\";");
        Assert.Contains("string here", _notebook.Inspected("he|re"));
        Assert.DoesNotContain("Abscissa", _notebook.Matches("here."));
    }

    [Fact]
    public void A_cell_that_ran_twice_changes_nothing()
    {
        const string First = "using System.Globalization;\nrecord Point(int Abscissa, int Ordinate);\nvar here = new Point(1, 2);";
        _notebook.Run(First);
        _notebook.Run("var later = here;");
        _notebook.Run(First);

        Assert.Contains("WriteLine", _notebook.Matches("Console.Wri"));
        Assert.Contains("CultureInfo", _notebook.Matches("Culture"));
        Assert.Equal(["Abscissa"], _notebook.Matches("here.Absc"));
        Assert.Equal(["Abscissa"], _notebook.Matches("later.Absc"));
        Assert.Contains("Point here", _notebook.Inspected("he|re"));
    }

    [Fact]
    public void The_replaced_span_is_counted_in_code_points()
    {
        const string Code = "var s = \"😀😀\"; Consol";
        var reply = _notebook.Ask("complete_request", new JsonObject { ["code"] = Code, ["cursor_pos"] = Code.Length - 2 });

        Assert.Equal(Code.Length - 2 - "Consol".Length, (int)reply["cursor_start"]!);
        Assert.Equal(Code.Length - 2, (int)reply["cursor_end"]!);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("1", -5)]
    [InlineData("1", 500)]
    [InlineData("#r \"nowhere.dll\"", 3)]
    [InlineData("\"abc", 2)]
    [InlineData("}}}}", 2)]
    public void Where_there_is_nothing_to_say_the_reply_is_ok(string code, int cursor)
    {
        var asked = new JsonObject { ["code"] = code, ["cursor_pos"] = cursor };

        Assert.Equal("ok", (string)_notebook.Ask("inspect_request", asked.DeepClone().AsObject())["status"]!);
        Assert.Equal("ok", (string)_notebook.Ask("complete_request", asked)["status"]!);
    }

    [Theory]
    [InlineData("1 + 1", "complete", null)]
    [InlineData("if (true)\n{", "incomplete", "    ")]
    [InlineData("void F() { var s = \"}\"; if (true) {", "incomplete", "        ")]
    [InlineData("Console.WriteLine(", "incomplete", "    ")]
    [InlineData("var = ;", "invalid", null)]
    [InlineData("", "complete", null)]
    public void Completeness_is_that_of_the_syntax(string code, string status, string? indent)
    {
        var reply = _notebook.Ask("is_complete_request", new JsonObject { ["code"] = code });

        Assert.Equal(status, (string)reply["status"]!);
        Assert.Equal(indent, (string?)reply["indent"]);
    }

    [Fact]
    public void History_and_comms_are_empty()
    {
        Assert.Empty(_notebook.Ask("history_request", [])["history"]!.AsArray());
        Assert.Empty(_notebook.Ask("comm_info_request", [])["comms"]!.AsObject());
    }
}
