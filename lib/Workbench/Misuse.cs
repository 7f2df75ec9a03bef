using System.CommandLine;
using System.CommandLine.Parsing;
using Sandglass;

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
            throw new UsageException($"{Quoted(wrong)} has a character that is not allowed in a path, a name or a number");
        }
    }

    /// <summary>Refuses empty values: nothing that a command takes may be empty, no path, no name, no number. And an option that does not
    /// exist, which the parser takes for an argument: a file of that name would be written. After <c>--</c> it is an argument.</summary>
    /// <exception cref="UsageException">There is one.</exception>
    public static void RequireValues(ParseResult asked)
    {
        Token[] options = [.. asked.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)];
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

                if (child is ArgumentResult && tokens.FirstOrDefault(token => token.Value is ['-', _, ..] && options.Contains(token)) is { } unknown)
                {
                    throw new UsageException($"{Unknown("option", unknown.Value, Options(asked.CommandResult))}; put -- before a name that begins with '-'");
                }
            }
        }
    }

    /// <summary>Whether a group of commands was called and none of them.</summary>
    public static bool IsNothingAsked(ParseResult asked) =>
        asked.CommandResult.Command is { Action: null, Subcommands.Count: > 0 } && asked.UnmatchedTokens.Count == 0 && asked.CommandResult.Children.All(child => child is not OptionResult { Implicit: false });

    /// <summary>What the parser has against it, with the name that was probably meant.</summary>
    public static string Of(ParseResult asked)
    {
        var commands = asked.CommandResult.Command.Subcommands.Where(command => !command.Hidden).Select(command => command.Name).ToArray();
        return asked.UnmatchedTokens switch
        {
            [['-', ..] unknown, ..] => Unknown("option", unknown, Options(asked.CommandResult)),
            [var unknown, ..] when commands.Length > 0 => Unknown("command", unknown, commands),
            [var unknown, ..] => $"there is one argument too many, {Quoted(unknown)}; leave it out",
            _ when Missing(asked) is { } missing => $"{missing.HelpName ?? missing.Name} is missing: {missing.Description}",
            _ => string.Join(' ', asked.Errors[0].Message.Split((char[])['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)),
        };
    }

    /// <summary>That there is no such thing, and which was probably meant, or which there are where the line has room for them.</summary>
    /// <param name="what">What it would be, such as <c>command</c>.</param>
    /// <param name="given">What was given.</param>
    /// <param name="names">The names that there are.</param>
    public static string Unknown(string what, string given, IReadOnlyCollection<string> names) =>
        $"there is no {what} {Quoted(given)}{Meant(given, names) ?? (Listed(names) is { } all ? $"; use {all}" : "")}";

    /// <summary>A question after the name that was probably meant; null where none is near.</summary>
    public static string? Meant(string given, IEnumerable<string> names) => NearNames.Meant(given, names) is { } meant ? $"; did you mean '{meant}'?" : null;

    /// <summary>Names as a person lists them; null where they would fill the line.</summary>
    public static string? Listed(IReadOnlyCollection<string> names) => names.Sum(name => name.Length + 2) > Shown ? null
        : names.Count < 2 ? names.FirstOrDefault()
        : $"{string.Join(", ", names.SkipLast(1))} or {names.Last()}";

    /// <summary>The command as it is called.</summary>
    public static string NameOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{NameOf(parent)} {result.Command.Name}" : "workbench";

    /// <summary>What somebody gave, in quotes, and not all of it where it is long.</summary>
    public static string Quoted(string given) => given.Length <= Shown ? $"'{given}'" : $"'{given[..Shown]}…'";

    private static Argument? Missing(ParseResult asked) =>
        asked.CommandResult.Command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && (asked.GetResult(argument)?.Tokens.Count ?? 0) == 0);

    private static string[] Options(CommandResult result) =>
        [.. result.Command.Options.Concat(result.Command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive))).Where(option => !option.Hidden).Select(option => option.Name)];
}
