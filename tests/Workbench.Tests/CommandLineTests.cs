using System.CommandLine;
using Sandglass;

namespace Workbench.Tests;

public class CommandLineTests
{
    public static TheoryData<Exception, int, string> Failures => new()
    {
        { new WorkbenchException("data.gz is cut short"), 1, "error: data.gz is cut short\n" },
        { new IOException("no space left"), 1, "error: no space left\n" },
        { new OperationCanceledException(), 130, "stopped\n" },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_is_one_line_and_an_exit_code(Exception failure, int exitCode, string line)
    {
        var command = new Command("work");
        command.SetAction((_, _) => Task.FromException(failure));
        using var output = new StringWriter();
        using var error = new StringWriter { NewLine = "\n" };

        var actual = await CommandLine.RunAsync(new RootCommand { command }, ["work"], output, error);

        Assert.Equal((exitCode, "", line), (actual, output.ToString(), error.ToString()));
    }

    [Fact]
    public async Task A_defect_is_not_hidden()
    {
        var command = new Command("work");
        command.SetAction((_, _) => Task.FromException(new InvalidOperationException("defect")));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => CommandLine.RunAsync(new RootCommand { command }, ["work"], TextWriter.Null, TextWriter.Null));
    }
}
