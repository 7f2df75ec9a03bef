using System.CommandLine;
using Sandglass;
using Sandglass.Data;
using Workbench.Commands;

namespace Workbench.Tests;

public class DataCommandTests
{
    [Fact]
    public async Task Verify_names_every_file_of_the_committed_sets()
    {
        var output = await Run("verify");
        Assert.Equal(4 + 13, output.Split('\n').Count(line => line.EndsWith(": OK", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Verify_refuses_a_folder_without_checksums() =>
        Assert.Contains("SHA256SUMS is missing", (await Assert.ThrowsAsync<DataFormatException>(() => Run("verify", Path.GetTempPath()))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("example.org")]
    public async Task Fetch_wants_an_address(string from) =>
        Assert.Contains("not an http", (await Assert.ThrowsAsync<WorkbenchException>(() => Run("fetch", "fashion-mnist", "--to", "nowhere", "--from", from))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Glyphs_need_fonts()
    {
        var empty = Directory.CreateTempSubdirectory("sandglass-").FullName;
        var to = Path.Combine(empty, "set");
        Assert.Contains("0 usable fonts for training", (await Assert.ThrowsAsync<WorkbenchException>(() => Run("glyphs", "--out", to, "--fonts", empty))).Message, StringComparison.Ordinal);
        Assert.Contains("install Debian's package fonts-", (await Assert.ThrowsAsync<WorkbenchException>(() =>
            Run("glyphs", "--out", to, "--fonts", empty, "--list", Path.Combine(GlyphSet.Committed(), GlyphSet.FontsName)))).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(to));
        Directory.Delete(empty);
    }

    [Fact]
    public void Fetch_knows_one_dataset() =>
        Assert.NotEmpty(DataCommand.Create().Parse(["fetch", "mnist"]).Errors);

    [Fact]
    public void Progress_is_a_line_a_tenth()
    {
        using var output = new StringWriter();
        var lines = new DownloadLines(output);
        for (var i = 1; i <= 1000; i++)
        {
            lines.Report(new DownloadProgress("file", i * 1000, 1_000_000, "downloading"));
        }
        Assert.Equal(11, output.ToString().Trim().Split('\n').Length);
        Assert.Contains("file: downloading, 0.5 of 1.0 MB", output.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        var configuration = new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false };
        Assert.Equal(0, await DataCommand.Create().Parse(arguments).InvokeAsync(configuration, TestContext.Current.CancellationToken));
        return output.ToString();
    }
}
