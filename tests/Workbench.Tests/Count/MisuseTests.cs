namespace Workbench.Tests.Count;

public class MisuseTests
{
    [Theory]
    [InlineData("did you mean 'mobilenext'?", "mobilenex")]
    [InlineData("did you mean 'small-inverted'?", "small-invert")]
    [InlineData("--width takes a number from 0.01 to 16, not '0'", "mobilenext", "--width", "0")]
    [InlineData("--width takes a number from 0.01 to 16, not 'NaN'", "mobilenext", "--width", "NaN")]
    [InlineData("--width takes a number from 0.01 to 16, not '0,35'", "mobilenext", "--width", "0,35")]
    [InlineData("--classes takes a whole number from 1 to 1000000, not 'ten'", "mobilenext", "--classes", "ten")]
    [InlineData("--resolution takes a whole number from 1 to 4096, not '0'", "mobilenext", "--resolution", "0")]
    [InlineData("exists at width 1.0 only, not at 0.5", "mobilenext-efficient-b0", "--width", "0.5")]
    [InlineData("choose one", "mobilenext", "--json", "--layers")]
    [InlineData("'--widht'", "mobilenext", "--widht", "1")]
    public async Task A_wrong_question_gets_one_line_and_exit_code_2(string reason, params string[] args)
    {
        var run = await Invocation.OfAsync(["count", .. args]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, run.Error);
        Assert.StartsWith("error: ", run.Error);
        Assert.EndsWith("(see workbench count --help)\n", run.Error);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
    }

    [Fact]
    public async Task Help_is_an_answer_and_a_missing_argument_is_misuse()
    {
        Assert.Equal(0, (await Invocation.OfAsync()).ExitCode);
        Assert.Equal(2, (await Invocation.OfAsync("count")).ExitCode);

        var help = await Invocation.OfAsync("count", "--help");
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains("--resolution", help.Output);
    }
}
