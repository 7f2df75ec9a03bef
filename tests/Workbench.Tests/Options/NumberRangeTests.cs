using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Workbench.Tests.Options;

/// <summary>Every number on the command line has a range, which its help shows and its parser keeps.</summary>
public partial class NumberRangeTests
{
    private const string AnySeed = "(any whole number)";

    public static TheoryData<string, string> Numbers =>
    [
        .. from item in CommandTree.Options
           where CommandTree.IsNumber(item.Option.ValueType)
           select (string.Join(' ', item.Path), item.Option.Name),
    ];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_has_a_range_that_its_help_shows_and_its_parser_keeps(string command, string option)
    {
        var description = OptionOf(command, option).Description!;
        var range = Range().Match(description.Replace(AnySeed, $"({int.MinValue} to {int.MaxValue})", StringComparison.Ordinal));
        Assert.True(range.Success, $"{command} {option} shows no range: {description}; make it with a NumberRange");
        var (least, most) = (range.Groups["least"].Value, range.Groups["most"].Value);

        Assert.All((string[])[least, most], given => Assert.Null(Fault(command, option, given)));
        Assert.All(
            (string[])["x", "NaN", "Infinity", "-Infinity", "1e400", "0x10", "1,5", "99999999999", "-99999999999", Beyond(least, -1), Beyond(most, 1)],
            given => Assert.Equal($"{option} takes {Kind(command, option)} from {least} to {most}, not '{given}'", Fault(command, option, given)));
    }

    [Fact]
    public void No_argument_is_a_number_without_a_range() =>
        Assert.DoesNotContain(CommandTree.Commands.SelectMany(item => item.Command.Arguments), argument => CommandTree.IsNumber(argument.ValueType));

    [Fact]
    public void Help_shows_the_range_of_a_number()
    {
        using var output = new StringWriter();
        CommandTree.Root.Parse(["study", "run", "--help"]).Invoke(new InvocationConfiguration { Output = output });
        Assert.Contains("(1 to 1024)", output.ToString(), StringComparison.Ordinal);
    }

    private static Option OptionOf(string command, string option) =>
        CommandTree.Options.First(item => string.Join(' ', item.Path) == command && item.Option.Name == option).Option;

    private static string? Fault(string command, string option, string given) =>
        CommandTree.Root.Parse([.. command.Split(' '), $"{option}={given}"]).Errors.Select(error => error.Message).FirstOrDefault(message => message.StartsWith($"{option} ", StringComparison.Ordinal));

    private static string Kind(string command, string option) =>
        (Nullable.GetUnderlyingType(OptionOf(command, option).ValueType) ?? OptionOf(command, option).ValueType) == typeof(int) ? "a whole number" : "a number";

    private static string Beyond(string end, int by) => (decimal.Parse(end, CultureInfo.InvariantCulture) + by).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@" \((?<least>-?[0-9.]+) to (?<most>[0-9.]+)\)$")]
    private static partial Regex Range();
}
