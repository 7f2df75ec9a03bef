using System.Text.Json;
using Workbench.Tests.Running;

namespace Workbench.Tests.Notebooks;

public sealed class NotebooksCommandTests : IDisposable
{
    private const string FSharp = """{ "polyglot_notebook": { "kernelName": "fsharp" } }""";

    private readonly ResultsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_reason_of_a_failed_cell_is_its_own_and_not_a_native_librarys()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the cell calls the C library by its name on Linux");
        var path = Write(
            ("""[System.Runtime.InteropServices.DllImport("libc")] static extern nint write(int file, byte[] text, nint length); write(2, "[W] native\n"u8.ToArray(), 11); write(1, "[W] cut"u8.ToArray(), 7);""", "{}"),
            ("throw new InvalidOperationException(\"real\\nindeed\");", "{}"));
        var (code, output, error) = await WorkbenchProgram.RunAsync("notebooks", "run", path);

        Assert.Equal((1, ""), (code, error));
        Assert.Equal("  cell 2 (c2), line 1: System.InvalidOperationException: real indeed", output.TrimEnd().Split('\n')[^1]);
        Assert.DoesNotContain("[W]", output);
    }

    [Fact]
    public async Task A_process_that_is_ended_says_what_its_error_stream_does()
    {
        var (_, output, _) = await WorkbenchProgram.RunAsync("notebooks", "run", Write(("Environment.FailFast(\"the end\");", "{}")));
        Assert.Contains("; its error stream says: Process terminated. the end", output);
    }

    [Theory]
    [InlineData("run", "ok in ")]
    [InlineData("check", "ok in ")]
    [InlineData("clean", "cleaned")]
    public async Task What_is_wrong_with_one_notebook_is_said_in_its_row_and_the_others_are_done(string command, string done)
    {
        var (first, second, third, last) = (Write(("var x = 1;", "{}")), Write(("2", "{}"), ("let a = 4", FSharp)), _folder["damaged.ipynb"], Write(("var x = 2;", "{}")));
        File.WriteAllText(third, """{"nbformat":4,"nbformat_minor":5,"metadata":{"a":"\ud800"},"cells":[]}""");
        var before = (File.ReadAllText(second), File.ReadAllText(third));
        var (code, output, error) = await WorkbenchProgram.RunAsync("notebooks", command, first, second, third, last);

        Assert.Equal((1, ""), (code, error));
        Assert.Collection(
            output.TrimEnd().Split('\n'),
            row => Assert.StartsWith($"{first}: {done}", row),
            row => Assert.StartsWith($"{second}: cell 2 (fsharp) is not C#: ", row),
            row => Assert.StartsWith($"{third}: not a notebook: a text in it has half of a surrogate pair", row),
            row => Assert.StartsWith($"{last}: {done}", row));
        Assert.Equal(before, (File.ReadAllText(second), File.ReadAllText(third)));
    }

    [Fact]
    public async Task Pages_are_made_of_the_notebooks_that_can_be_read()
    {
        var (good, damaged, pages) = (Write(("1", "{}")), _folder["damaged.ipynb"], _folder["pages"]);
        File.WriteAllText(damaged, "{");
        var (code, output, error) = await WorkbenchProgram.RunAsync("notebooks", "html", damaged, good, "--out", pages);

        Assert.Equal((1, ""), (code, error));
        Assert.StartsWith($"{damaged}: not a notebook: ", output);
        Assert.EndsWith($"gallery: {Path.Combine(pages, "index.html")}", output.TrimEnd());
        Assert.True(File.Exists(Path.Combine(pages, Path.ChangeExtension(Path.GetFileName(good), ".html"))));

        Assert.Equal(1, (await WorkbenchProgram.RunAsync("notebooks", "html", damaged, "--out", _folder["none"])).ExitCode);
        Assert.False(Directory.Exists(_folder["none"]));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("clean")]
    [InlineData("html")]
    public async Task What_is_no_file_is_said_in_its_row(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file");
        var endless = _folder["endless.ipynb"];
        File.CreateSymbolicLink(endless, "/dev/zero");
        var (code, output, _) = await WorkbenchProgram.RunAsync("notebooks", command, endless);

        Assert.Equal((1, $"{endless} is a device or a pipe, not a file"), (code, output.TrimEnd()));
    }

    [Fact]
    public async Task Parameters_are_set_whatever_they_hold_and_a_late_cell_is_named()
    {
        var path = Write(
            ("var preset = \"smoke\"; var text = \"\"; var rate = 1.0;", """{ "tags": ["parameters"] }"""),
            ("throw new Exception($\"{preset} {text} {rate}\");", "{}"));
        var (_, output, _) = await WorkbenchProgram.RunAsync("notebooks", "check", path, "--preset", "standard", "-p", "text=--a=\"b\"", "-p", "rate=-0.5", "--timeout", "600");
        Assert.Contains("cell 2 (c2), line 1: System.Exception: standard --a=\"b\" -0.5\n", output);

        (_, output, _) = await WorkbenchProgram.RunAsync("notebooks", "run", path, "-p", "rat=1");
        Assert.Contains("  the notebook has no parameter 'rat'; it has preset (string), text (string), rate (double)\n", output);

        (_, output, _) = await WorkbenchProgram.RunAsync("notebooks", "run", Write(("System.Threading.Thread.Sleep(60_000);", "{}")), "--timeout", "0.5");
        Assert.Contains("  cell 1 (c1): Timeout: interrupted after 0.5 s", output);
    }

    [Fact]
    public async Task Check_fails_before_anything_runs_where_the_order_cannot_reproduce_a_notebook()
    {
        var path = Write(("System.Environment.FailFast(\"ran\");", "{}"), ("x", "{}"), ("var x = 1;", "{}"));
        var (code, output, _) = await WorkbenchProgram.RunAsync("notebooks", "check", path);
        Assert.Equal((1, "  cell 2 (c2) uses x, which cell 3 (c3) further down defines: change their order"), (code, output.TrimEnd().Split('\n')[^1]));

        path = Write(("var x = 1;", "{}", 3), ("x", "{}", 1), ("x + 1", "{}", 2));
        (code, output, _) = await WorkbenchProgram.RunAsync("notebooks", "check", path);
        Assert.Equal(1, code);
        Assert.EndsWith(
            "  cell 2 (c2) was executed before cell 1 (c1), so it used an older x: run all from top to bottom; "
            + "cell 3 (c3) was executed before cell 1 (c1), so it used an older x: run all from top to bottom",
            output.TrimEnd());

        (code, output, _) = await WorkbenchProgram.RunAsync("notebooks", "run", path);
        Assert.True(code == 0, output);
        (code, output, _) = await WorkbenchProgram.RunAsync("notebooks", "check", path);
        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("takes NAME=VALUE, not 'preset'", "-p", "preset")]
    [InlineData("two values for the parameter 'preset'", "-p", "preset=a", "--preset", "b")]
    [InlineData("--timeout takes a number from 0.001 to 1000000, not '0'", "--timeout", "0")]
    [InlineData("--timeout takes a number", "--timeout", "long")]
    public async Task Misuse_is_named(string words, params string[] arguments)
    {
        var (code, _, error) = await WorkbenchProgram.RunAsync(["notebooks", "run", .. arguments]);
        Assert.Equal(2, code);
        Assert.Contains(words, error);
    }

    private string Write(params (string Source, string Metadata)[] cells) =>
        Write([.. cells.Select(cell => (cell.Source, cell.Metadata, (int?)null))]);

    private string Write(params (string Source, string Metadata, int? Number)[] cells)
    {
        var path = _folder[$"{Guid.NewGuid():n}.ipynb"];
        File.WriteAllText(path, JsonSerializer.Serialize(new
        {
            nbformat = 4,
            nbformat_minor = 5,
            metadata = new { },
            cells = cells.Select((cell, i) => new
            {
                cell_type = "code",
                id = FormattableString.Invariant($"c{i + 1}"),
                metadata = JsonSerializer.Deserialize<JsonElement>(cell.Metadata),
                source = cell.Source,
                outputs = Array.Empty<object>(),
                execution_count = cell.Number,
            }),
        }));
        return path;
    }
}
