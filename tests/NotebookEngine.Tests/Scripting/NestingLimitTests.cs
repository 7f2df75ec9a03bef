using System.Diagnostics;
using NotebookEngine.Gallery;
using NotebookEngine.Kernel.Assistance;
using NotebookEngine.Running;
using NotebookEngine.Scripting;

namespace NotebookEngine.Tests.Scripting;

public class NestingLimitTests
{
    private const int Words = (NestingLimit.LongestChain / NestingLimit.WordWeight) - 10;

    // Each ends the process when Roslyn parses or binds it.
    public static TheoryData<string> Deep =>
    [
        Nested("(", "1", ")"), Repeated("("), Nested("$\"{", "1", "}\""), Nested("$$\"\"\"{{", "1", "}}\"\"\""), Nested("A<", "int", ">"), Repeated("A<"),
        $"var x = a{Repeated("<a")};", Nested("1 is {A:", "1", "}"), Nested("(int,", "int", ")"), Nested("delegate*<", "int", ">"), Nested("[", "1", "]"),
        $"#if {Nested("(", "true", ")")}\n#endif", $"#if {Repeated("!")}true\n#endif", $"#if true{Repeated("&&true")}\n#endif",
        $"{Repeated("/// <a>\n")}class A {{ }}", $"/// <see cref=\"{Repeated("A{")}\"/>\nclass A {{ }}",
        $"string a = null; var x = a{Repeated("?.ToString()")};", $"unsafe {{ int{Repeated("*")} x; }}", $"A{Repeated(".A")} x;",
        $"var x = 1{Repeated("+1")};", $"var x = {Repeated("!")}true;", $"var x = {Nested("-(", "1", ")")};", $"var x = {Repeated("true?1:")}2;",
        $"var x = \"\"{Repeated(".ToString()")};", Repeated("{"), Nested("{", "", "}"), $"object x = {Repeated("x=>")}1;",
        $"object x = 1; var y = x{Repeated(" is object")};", $"object x = 1; var y = x{Repeated(" as object")};", $"var y = 1 is {Repeated("1 or ")}2;",
        $"Func<object> a = null; var y = a{Repeated("()")};", $"dynamic a = null; var y = a{Repeated("[0]")};", $"var a = true; {Repeated("if (a) ")};", $"var a = false; {Repeated("while (a) ")};",
        $"var y = {Repeated("from a in b ")}select a;", $"var y = from a in b {Repeated("select a into a ")}select a;", $"{Repeated("lock (null) ")};", $"{Repeated("ref ")}int x;", $"{Repeated("do ")};", $"var y = 1{Repeated(" switch { _ => 1 }")};", $"var y = x{Repeated(" with { }")};",
        // What hides it from a scan that knows less.
        $"#if false\n@\"\n#endif\n{Repeated("(")}", $"#if true\n{Repeated("(")}\n#else\n#endif", $"#if A\n/*\n#elif !A\n{Repeated("(")}\n#endif",
        $"#define A\n#if A\n{Repeated("(")}\n#else\n/*\n#endif", $"#region don't @\"\n#endregion\n{Repeated("(")}", $"/* \" */{Repeated("(")}",
        $"'\\''.ToString(); '\"'.ToString();{Repeated("(")}", $"@\"\\\";{Repeated("(")}", $"$\"{{1:@\"}}\";{Repeated("(")}", $"\"\"\"\"a\"\"\"b\"\"\"\";{Repeated("(")}",
        $"\"unfinished\n{Repeated("(")}", $"$\"{{{{\";{Repeated("(")}", Repeated("(/*)*/"), Repeated("(\")\","), $"A<A<{Repeated("(A<A<")}",
    ];

    public static TheoryData<string> Ordinary =>
    [
        Many("if (a < b) { c(); }\n"), $"var x = new[] {{ {Many("1 < 2, ")} }};", $"var x = {Many("a < b && ")} true;", Many("bool x = a < b;\n"),
        $"var text = \"{Many("(")}\";", $"var text = @\"{Many("(\n")}\";", $"var text = \"\"\"\n{Many("# ( \" {\n")}\"\"\";", $"// {Many("(")}\n1", $"/* {Many("(")} */ 1",
        $"var text = $\"{Many("{{")}{{1:0.0}}{{(true ? \":\" : \"}}\")}}\";", $"var text = {Many("\"a\" + ")} \"\";", $"#if false\n{Many("(")}\n#endif\n1",
        $"int[] x = [{Many("1, ")}];", $"var x = new List<Dictionary<string, (int, int)>>();\n{Many("x.Add(null);\n")}", $"{Many("void F() { }\n")}", $"var c = '('; {Many("c = '(';\n")}",
        Many("/// <summary>Says <c>it</c>.</summary>\nvoid F() => 1;\n"), $"var x = y{Many(".Where(z => z?.A < 3)\n")};",
        Many("var x = (a as B)[0](1);\n"), Many("if (x is not null) { } else { }\n"), Many("var x = y switch { 1 => 2, _ => 3 };\n"), Many("from.Add(select, into);\n"),
        $"var x = {Many("x is 1 ||\n")} true;", $"F({Many("a => a is 1 ? b[0][1] : (c as D)!, ")} 1);",
    ];

    [Theory]
    [MemberData(nameof(Deep))]
    public async Task What_no_parser_survives_is_one_error_everywhere(string code)
    {
        using var engine = new ScriptEngine(AppContext.BaseDirectory);
        var clock = Stopwatch.StartNew();
        var result = await engine.ExecuteAsync(code, new RecordedOutput(), CancellationToken.None);

        Assert.Equal("NestingTooDeep", result.Error?.Name);
        Assert.Equal("invalid", (string?)Completeness.Of(code)["status"]);
        Assert.DoesNotContain("<span", CodeColours.ToHtml(code), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ParameterCell.SetParameters(SampleNotebook.Of((code, ["parameters"])), new Dictionary<string, string> { ["x"] = "1" }));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [MemberData(nameof(Ordinary))]
    public void Ordinary_code_is_allowed(string code) => NestingLimit.Check(code);

    [Theory]
    [InlineData("(", "1", ")", NestingLimit.Deepest - 10)]
    [InlineData("$\"{", "1", "}\"", 8)]
    [InlineData("new List<", "int", ">()", 1)]
    [InlineData("", "1", "+1", NestingLimit.LongestChain - 10)]
    [InlineData("", "\"\"", ".ToString()", NestingLimit.LongestChain - 10)]
    [InlineData("- ", "1", "", 2000)]
    [InlineData("", "typeof(int", "[])", 1)]
    [InlineData("x=>", "1", "", 1000)]
    [InlineData("true?1:", "2", "", 1000)]
    [InlineData("", "1 is not 2", " or 3", Words)]
    [InlineData("not ", "1", "", Words)]
    [InlineData("", "\"\"", " as object", Words)]
    public async Task What_is_allowed_works_or_is_an_error(string before, string inner, string after, int times)
    {
        using var engine = new ScriptEngine(AppContext.BaseDirectory);
        var code = string.Concat(Enumerable.Repeat(before, times)) + inner + string.Concat(Enumerable.Repeat(after, times));
        var result = await engine.ExecuteAsync($"object result = {code};", new RecordedOutput(), CancellationToken.None);

        Assert.NotEqual("NestingTooDeep", result.Error?.Name);
        Assert.Equal("3", (await engine.ExecuteAsync("1 + 2", new RecordedOutput(), CancellationToken.None)).Value?.Find("text/plain"));
    }

    [Theory]
    [InlineData("$")]
    [InlineData("#a")]
    [InlineData(" #")]
    [InlineData("{{")]
    [InlineData("\"\"")]
    [InlineData("a")]
    [InlineData("#if A\n")]
    public void A_megabyte_of_anything_takes_no_time(string piece)
    {
        var many = string.Concat(Enumerable.Repeat(piece, 500_000));
        var clock = Stopwatch.StartNew();
        foreach (var code in new[] { many, $"x{many}", $"$\"{many}", $"@\"{many}", $"$$\"\"\"{many}" })
        {
            NestingLimit.Allows(code);
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void The_line_is_named() =>
        Assert.Equal(3, Assert.Throws<CellException>(() => NestingLimit.Check($"1;\n2;\n{Repeated("(")}\n")).Line);

    private static string Repeated(string piece) => string.Concat(Enumerable.Repeat(piece, 12_000));

    private static string Nested(string open, string inner, string close) => Repeated(open) + inner + Repeated(close);

    private static string Many(string piece) => string.Concat(Enumerable.Repeat(piece, 600));
}
