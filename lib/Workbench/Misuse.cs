using System.CommandLine;
using System.CommandLine.Parsing;

namespace Workbench;

/// <summary>What is wrong with a command line before any command sees it.</summary>
internal static class Misuse
{
    private const char NoCharacter = '\0';
    private const int Shown = 60;

    /// <summary>Refuses what no path or name can have.</summary>
    /// <exception cref="UsageException">An argument has it.</exception>
    public static void RequireText(IEnumerable<string> arguments)
    {
        if (arguments.FirstOrDefault(argument => argument.Contains(NoCharacter, StringComparison.Ordinal)) is { } wrong)
        {
            throw new UsageException($"{Quoted(wrong)} has a character that no path, name or number has");
        }
    }

    /// <summary>Refuses empty values: nothing that a command takes may be empty, no path, no name, no number.</summary>
    /// <exception cref="UsageException">One is.</exception>
    public static void RequireValues(ParseResult asked)
    {
        for (var result = asked.CommandResult; result is not null; result = result.Parent as CommandResult)
        {
            foreach (var child in result.Children)
            {
                var (name, tokens) = child switch
                {
                    OptionResult option => (option.Option.Name, option.Tokens),
                    ArgumentResult argument => ($"the argument {argument.Argument.Name}", argument.Tokens),
                    _ => ("", []),
                };
                if (tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                {
                    throw new UsageException($"{name} is empty; give it a value");
                }
            }
        }
    }

    /// <summary>What the parser has against it. Of an unknown command it says first that one is missing.</summary>
    public static string Of(ParseResult asked) =>
        asked.CommandResult.Command.Subcommands.Where(command => !command.Hidden).Select(command => command.Name).ToArray() is { Length: > 0 } known
        && asked.UnmatchedTokens is [var unknown, ..] && !unknown.StartsWith('-')
            ? $"there is no command {Quoted(unknown)}; use {string.Join(", ", known)}"
            : string.Join(' ', asked.Errors[0].Message.Split((char[])['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The command as it is called.</summary>
    public static string NameOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{NameOf(parent)} {result.Command.Name}" : "workbench";

    /// <summary>What somebody gave, in quotes, and not all of it where it is long.</summary>
    public static string Quoted(string given) => given.Length <= Shown ? $"'{given}'" : $"'{given[..Shown]}…'";
}
