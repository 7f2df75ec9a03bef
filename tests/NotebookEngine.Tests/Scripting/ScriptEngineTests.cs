using Microsoft.DotNet.Interactive.Formatting;
using NotebookEngine.Kernel.Assistance;
using NotebookEngine.Scripting;

namespace NotebookEngine.Tests.Scripting;

public sealed class ScriptEngineTests : IDisposable
{
    private readonly ScriptEngine _engine = new(AppContext.BaseDirectory);
    private readonly RecordedOutput _output = new();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task State_is_there_for_the_next_cell()
    {
        await Ok("using System.Globalization; var a = 20; int Twice(int x) => 2 * x; record Pair(int A, int B);");
        await Ok("a++;");
        Assert.Equal("Pair { A = 42, B = 127 }", await Shown("new Pair(Twice(a), CultureInfo.InvariantCulture.LCID).ToString()"));
        Assert.Equal("hi", await Shown("await Task.FromResult(\"hi\")"));
        Assert.Equal(4, _engine.ExecutionCount);
    }

    [Fact]
    public async Task What_is_compiled_beside_the_first_cell_does_not_make_names_ambiguous()
    {
        for (var round = 0; round < 20; round++)
        {
            using var engine = new ScriptEngine(AppContext.BaseDirectory);
            using var assistant = new CodeAssistant(engine);
            using var start = new Barrier(3);
            var beside = new Action[] { engine.Compiler.Warm, () => assistant.Complete("dis", 3) };
            var others = beside.Select(action => Task.Run(() =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                action();
            })).ToArray();
            start.SignalAndWait(TestContext.Current.CancellationToken);

            foreach (var code in new[] { "var x = 40;", "display(\"first\");", "display(x);" })
            {
                Assert.Null((await engine.ExecuteAsync(code, _output, TestContext.Current.CancellationToken)).Error?.Message);
            }

            await Task.WhenAll(others);
            Assert.Contains("\"display\"", assistant.Complete("disp", 4).ToJsonString());
        }
    }

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("Math.Max(1, 2);", null)]
    [InlineData("(string)null", "null")]
    [InlineData("GC.KeepAlive(1)", null)]
    [InlineData("var x = 1;", null)]
    [InlineData("", null)]
    [InlineData("\"text\"", "text")]
    [InlineData("0.1", "0.1")]
    [InlineData("(1, \"b\")", "( 1, b )")]
    public async Task Last_expression_without_semicolon_is_the_value(string code, string? shown) =>
        Assert.Equal(shown, await Shown(code));

    [Fact]
    public async Task Objects_have_html_and_plain_text()
    {
        var result = await _engine.ExecuteAsync("new[] { 1, 2 }", _output, CancellationToken.None);
        Assert.Equal(["text/html", "text/plain"], result.Value!.Forms.Select(form => form.Key));
    }

    [Fact]
    public async Task A_lazy_value_is_enumerated_once_inside_the_cell()
    {
        await Ok("var n = 0;");
        var result = await _engine.ExecuteAsync(
            "Enumerable.Range(0, 3).Select(i => { Console.WriteLine(i); return ++n; })", _output, CancellationToken.None);

        Assert.Equal("[ 1, 2, 3 ]", result.Value!.Find("text/plain"));
        Assert.Contains("[ 1, 2, 3 ]", result.Value!.Find("text/html"));
        Assert.Equal(["0", "1", "2"], _output.Lines.Select(line => line["Out: ".Length..]).Where(text => text.Length > 0));
        Assert.Equal("3", await Shown("n"));
    }

    [Fact]
    public async Task Of_an_endless_value_the_beginning_is_shown() =>
        Assert.StartsWith("[ 0, 1, 2", await Shown("IEnumerable<int> All() { for (var i = 0; ; i++) { yield return i; } } All()"));

    [Fact]
    public async Task Code_is_optimised() =>
        Assert.Equal("False", await Shown(
            "System.Reflection.MethodBase.GetCurrentMethod().Module.Assembly.GetCustomAttributes(false).OfType<System.Diagnostics.DebuggableAttribute>().Any(a => a.IsJITOptimizerDisabled)"));

    [Theory]
    [InlineData("block with { Kernel = 5 }")]
    [InlineData("var a = 1;\nblock with { Kernel = 5, Other = 6 }")]
    public async Task A_with_that_stands_alone_asks_for_parentheses(string code)
    {
        await Ok("record Block(int Kernel, int Other); var block = new Block(1, 2);");
        var error = await Fails(code);
        Assert.Contains("parentheses: (block with { … })", error.Message);
        Assert.Single(error.Traceback, line => line.Contains("error CS"));
        Assert.Equal("Block { Kernel = 5, Other = 2 }", await Shown("(block with { Kernel = 5 }).ToString()"));
    }

    [Fact]
    public async Task Console_and_displays_come_in_order()
    {
        await Ok("""
            Console.WriteLine("one");
            var shown = display(1);
            await Task.Delay(5);
            Console.Error.Write("two");
            "three".Display();
            await Task.Run(() => Console.WriteLine($"{4}"));
            shown.Update("five");
            """);
        Assert.Equal(
            ["Out: one", "display cell-1-1: 1", "Error: two", "display cell-1-2: three", "Out: 4", "update cell-1-1: five"],
            _output.Lines);
    }

    [Fact]
    public async Task Compile_error_names_cell_and_line_and_marks_the_place()
    {
        var error = await Fails("var a = 1;\nvar b = missing + a;");
        Assert.Equal(("CompilationError", 2), (error.Name, error.Line));
        Assert.Equal(
            [
                "cell 1, line 2: error CS0103: The name 'missing' does not exist in the current context",
                "    var b = missing + a;",
                "            ~~~~~~~",
            ],
            error.Traceback);
    }

    [Fact]
    public async Task Exception_names_cells_and_lines_and_nothing_of_the_engine()
    {
        await Ok("\nint Half(int x)\n{\n    if (x == 1) throw new InvalidOperationException(\"odd\");\n    return x / 2;\n}");
        var error = await Fails("var kept = 3;\nawait Task.Yield();\nHalf(1);");
        Assert.Equal(("System.InvalidOperationException", "odd", 3), (error.Name, error.Message, error.Line));
        Assert.Equal(
            ["System.InvalidOperationException: odd", "   at Half() in cell 1, line 4", "   at cell 2, line 3"], error.Traceback);
        Assert.Equal("3", await Shown("kept"));
    }

    [Fact]
    public async Task Exception_of_a_library_names_the_call_and_no_more_of_the_library()
    {
        Assert.Equal(
            ["System.FormatException: The input string 'x' was not in a correct format.", "   at cell 1, line 2, calling Int32.Parse"],
            (await Fails("var text = \"x\";\nint.Parse(text)")).Traceback);
        Assert.Equal(
            ["System.TimeoutException: odd", "   at cell 2, line 1", "   at cell 2, line 2"],
            (await Fails("Func<int, int> f = _ => throw new TimeoutException(\"odd\");\nnew[] { 1 }.Select(f).ToList()")).Traceback);
        Assert.Equal(
            ["System.TimeoutException: The operation has timed out.", "   at cell 3, line 1"],
            (await Fails("await Task.Delay(5000).WaitAsync(TimeSpan.FromMilliseconds(1));")).Traceback);
    }

    [Fact]
    public async Task A_value_that_cannot_be_shown_says_so_and_nothing_of_what_shows_it()
    {
        Formatter.Register<System.Net.Cookie>(_ => int.Parse("x", null).ToString((IFormatProvider?)null), "text/plain");
        Assert.Equal(
            ["System.FormatException: The input string 'x' was not in a correct format.", "   at cell 1, where its value is shown"],
            (await Fails("new System.Net.Cookie()")).Traceback);
    }

    private async Task Ok(string code) =>
        Assert.Null((await _engine.ExecuteAsync(code, _output, CancellationToken.None)).Error);

    private async Task<string?> Shown(string code)
    {
        var result = await _engine.ExecuteAsync(code, _output, CancellationToken.None);
        Assert.Null(result.Error);
        return result.Value?.Find("text/plain");
    }

    private async Task<CellError> Fails(string code)
    {
        var result = await _engine.ExecuteAsync(code, _output, CancellationToken.None);
        Assert.NotNull(result.Error);
        Assert.NotEqual("Interrupted", result.Error.Name);
        return result.Error;
    }
}
