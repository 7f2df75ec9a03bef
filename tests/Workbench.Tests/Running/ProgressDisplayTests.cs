using Spectre.Console;
using Workbench.Progress;

namespace Workbench.Tests.Running;

public sealed class ProgressDisplayTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly ManualTime _time = new();

    [Fact]
    public void Without_a_terminal_there_is_a_plain_line_every_quarter_of_a_minute()
    {
        using var display = Start();
        for (var second = 0; second <= 50; second++)
        {
            display.Report(second / 50.0, "epoch 1");
            _time.Advance(1);
        }

        Assert.Equal(
            [
                "  2 %  training: epoch 1, about 49 s left",
                " 32 %  training: epoch 1, about 34 s left",
                " 62 %  training: epoch 1, about 19 s left",
                " 92 %  training: epoch 1, about 4 s left",
            ],
            Lines());
    }

    [Theory]
    [InlineData(0.0, "time left not yet known")]
    [InlineData(0.1, "about 3 min left")]
    [InlineData(0.5, "about 20 s left")]
    [InlineData(1.0, "about 1 s left")]
    public void The_time_left_follows_from_the_share_done(double share, string expected)
    {
        using var display = Start();
        _time.Advance(20);
        display.Report(share, "x");
        Assert.EndsWith(expected, Lines()[0]);
    }

    [Fact]
    public void Nothing_is_written_after_the_end()
    {
        var display = Start();
        display.Dispose();
        _time.Advance(20);
        display.Report(0.5, "x");
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void A_terminal_has_one_bar_that_is_cleared()
    {
        var display = Start(terminal: true);
        for (var i = 0; i <= 20; i++)
        {
            display.Report(0.5, "x");
            _time.Advance(0.25);
        }

        display.Dispose();
        var written = _output.ToString();
        Assert.DoesNotContain('\n', written);
        Assert.Equal(9, written.Split("training").Length - 1); // from the first second on, twice a second
        Assert.EndsWith("\r", written);
        Assert.Equal(written.TrimEnd().Length, written.LastIndexOf("left", StringComparison.Ordinal) + 4);
    }

    public void Dispose() => _output.Dispose();

    private ProgressDisplay Start(bool terminal = false)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_output),
            Ansi = terminal ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = terminal ? InteractionSupport.Yes : InteractionSupport.No,
        });
        return ProgressDisplay.Start(console, "training", _time);
    }

    private string[] Lines() => _output.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n');
}
