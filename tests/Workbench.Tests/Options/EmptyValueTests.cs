using Workbench.Commands;

namespace Workbench.Tests.Options;

/// <summary>Nothing that a command takes may be empty: no path, no name, no number.</summary>
public class EmptyValueTests
{
    public static TheoryData<string, string> Values =>
    [
        .. from item in CommandTree.Options
           where item.Option.ValueType != typeof(bool)
           select (string.Join(' ', item.Path), item.Option.Name),
    ];

    public static TheoryData<string, string> Arguments =>
    [
        .. from item in CommandTree.Commands
           from argument in item.Command.Arguments
           select (string.Join(' ', item.Path), argument.Name),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task An_option_refuses_nothing_and_blanks(string command, string option)
    {
        foreach (var given in (string[])["", "  ", "\t"])
        {
            Assert.Equal(
                (2, $"error: {option} is empty; give it a value (see workbench {command} --help)\n"),
                await RunAsync([.. command.Split(' '), option, given]));
        }

        Assert.Equal(2, (await RunAsync([.. command.Split(' '), option, "a\0"])).Code);
    }

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task An_argument_refuses_nothing_and_blanks(string command, string argument)
    {
        var place = CommandTree.Commands.First(item => string.Join(' ', item.Path) == command).Command.Arguments.TakeWhile(other => other.Name != argument).Count();
        var (code, error) = await RunAsync([.. command.Split(' '), .. Enumerable.Repeat("x", place), ""]);

        Assert.Equal((2, $"error: the argument {argument} is empty; give it a value (see workbench {command} --help)\n"), (code, error));
    }

    private static async Task<(int Code, string Error)> RunAsync(string[] arguments)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(Root.Create(), arguments, TextWriter.Null, error, TestContext.Current.CancellationToken);
        return (code, error.ToString());
    }
}
