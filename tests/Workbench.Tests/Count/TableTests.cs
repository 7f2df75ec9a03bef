using System.Globalization;
using Sandglass.Networks;

namespace Workbench.Tests.Count;

public class TableTests
{
    public static TheoryData<string, string> Views =>
        new MatrixTheoryData<string, string>(
            ["mobilenext", "mobilenetv2", "bottleneck", "squeeze-excite", "mobilenext-efficient-b1", "small-inverted"],
            ["--json=false", "--layers", "--conventions"]);

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_line_fits_80_columns_whole_and_plain(string network, string view)
    {
        var run = await Invocation.OfAsync("count", network, view);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(run.Lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.DoesNotContain('…', run.Output);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task The_widest_published_network_fits_80_columns()
    {
        var run = await Invocation.OfAsync("count", "mobilenext", "--width", "1.4");

        Assert.Contains("1344→304→1792", run.Output);
        Assert.All(run.Lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task A_block_has_its_row()
    {
        var run = await Invocation.OfAsync("count", "mobilenext");

        Assert.Equal(
            ["stage3.2", "192→32→192", "1", "192×28²", "16,960", "0.5", "12,343,296", "4.0", "1,907", "67"],
            run.Row("stage3.2"));
        Assert.Equal(["total", "3,535,416", "100", "311,342,592", "100", "32,258", "1,235"], run.Row("total"));
    }

    [Theory]
    [InlineData("--json=false")]
    [InlineData("--layers")]
    public async Task Rows_add_up_to_the_totals(string view)
    {
        var run = await Invocation.OfAsync("count", "mobilenetv2", "--width", "0.5", view);

        // The column ends where the total ends, whatever stands to its left.
        var total = run.Lines.Single(line => line.StartsWith("total", StringComparison.Ordinal));
        var end = total.IndexOf("1,968,680", StringComparison.Ordinal) + "1,968,680".Length;
        var rows = run.Lines.Where(line => line.Length > end).TakeWhile(line => line != total).Select(line => Number(line, end));
        Assert.Equal(1_968_680, rows.Sum());
    }

    [Fact]
    public async Task Layers_stand_below_their_block()
    {
        var lines = (await Invocation.OfAsync("count", "small-sandglass", "--layers")).Lines.ToList();

        var block = lines.FindIndex(line => line.StartsWith("stage2.block2", StringComparison.Ordinal));
        Assert.StartsWith("  input_depthwise.conv  depthwise", lines[block + 1]);
        Assert.Contains(lines, line => line.StartsWith("  shortcut ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Small_networks_default_to_28_pixels_and_10_classes()
    {
        var run = await Invocation.OfAsync("count", "small-bottleneck");

        Assert.StartsWith("small-bottleneck-1.0 at 1×28×28, 10 classes", run.Output);
        Assert.Equal(28, NetworkCatalogue.Find("small-bottleneck").Plan().Resolution);
    }

    private static long Number(string line, int end) =>
        long.TryParse(line[..end].Split(' ')[^1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
