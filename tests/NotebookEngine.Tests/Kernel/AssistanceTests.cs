using System.Text.Json.Nodes;

namespace NotebookEngine.Tests.Kernel;

public sealed class AssistanceTests : IDisposable
{
    private readonly TestKernel _kernel = new();
    private readonly TestClient _client;

    public AssistanceTests() => _client = _kernel.Connect();

    public void Dispose()
    {
        _client.Dispose();
        _kernel.Dispose();
    }

    [Fact]
    public void Completion_and_inspection_know_the_cells_that_ran()
    {
        Assert.Contains("Console", Matches("Consol"));

        _client.Lines("record Point(int Abscissa, int Ordinate);\nvar here = new Point(1, 2);");
        _client.Lines("var elsewhere = here with { Abscissa = 3 };");
        Assert.Equal(["Abscissa"], Matches("elsewhere.Absc"));
        Assert.Contains("elsewhere", Matches("var other = else"));
        Assert.Contains("int Point.Abscissa", Inspected("here.Abscissa", 8));
        Assert.Contains("Point here", Inspected("here", 4));

        _client.Lines("var here = \"a text now\";");
        Assert.Contains("string here", Inspected("here", 2));
        Assert.DoesNotContain("Abscissa", Matches("here."));
    }

    [Fact]
    public void The_replaced_span_is_counted_in_code_points()
    {
        const string Code = "var s = \"😀😀\"; Consol";
        var reply = _client.Ask("complete_request", new JsonObject { ["code"] = Code, ["cursor_pos"] = Code.Length - 2 });

        Assert.Equal(Code.Length - 2 - "Consol".Length, (int)reply.Content["cursor_start"]!);
        Assert.Equal(Code.Length - 2, (int)reply.Content["cursor_end"]!);
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

        Assert.Equal("ok", _client.Ask("inspect_request", asked.DeepClone().AsObject()).Status);
        Assert.Equal("ok", _client.Ask("complete_request", asked).Status);
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
        var reply = _client.Ask("is_complete_request", new JsonObject { ["code"] = code });

        Assert.Equal(status, reply.Status);
        Assert.Equal(indent, (string?)reply.Content["indent"]);
    }

    [Fact]
    public void History_and_comms_are_empty()
    {
        Assert.Empty(_client.Ask("history_request", []).Content["history"]!.AsArray());
        Assert.Empty(_client.Ask("comm_info_request", []).Content["comms"]!.AsObject());
    }

    private string[] Matches(string code) =>
        [.. _client.Ask("complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length })
            .Content["matches"]!.AsArray().Select(match => (string)match!)];

    private string Inspected(string code, int cursor) =>
        (string?)_client.Ask("inspect_request", new JsonObject { ["code"] = code, ["cursor_pos"] = cursor }).Content["data"]!["text/plain"] ?? "";
}
