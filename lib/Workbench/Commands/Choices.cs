using System.CommandLine;
using System.CommandLine.Parsing;

namespace Workbench.Commands;

/// <summary>Names of which an option or an argument takes one, in any case.</summary>
internal static class Choices
{
    private const string Placeholder = "NAME";

    /// <summary>Takes one of a few names, which help shows.</summary>
    public static Option<T> Among<T>(this Option<T> option, params IReadOnlyList<string> names)
        where T : class?
    {
        option.CompletionSources.Add(_ => names);
        option.CustomParser = given => (T?)(object?)Chosen(given, names, text =>
            $"{option.Name} takes {Misuse.Listed(names)}, not {Misuse.Quoted(text)}{Misuse.Meant(text, names)}");
        return option;
    }

    /// <summary>Takes some of a few names, each after the option's own name.</summary>
    public static Option<string[]> AmongSeveral(this Option<string[]> option, params IReadOnlyList<string> names)
    {
        option.CompletionSources.Add(_ => names);
        option.CustomParser = given => [.. given.Tokens.Select(token => Chosen(given, token.Value, names, text =>
            $"{option.Name} takes {Misuse.Listed(names)}, not {Misuse.Quoted(text)}{Misuse.Meant(text, names)}")).OfType<string>()];
        return option;
    }

    /// <summary>Takes one of many names. Help says NAME, and which command lists them.</summary>
    /// <param name="option">The option.</param>
    /// <param name="what">What the names are of, such as <c>study</c>.</param>
    /// <param name="list">The command that lists them.</param>
    /// <param name="names">The names.</param>
    public static Option<T> AmongListed<T>(this Option<T> option, string what, string list, IReadOnlyList<string> names)
        where T : class?
    {
        (option.HelpName, option.Description) = (Placeholder, Described(option.Description, list));
        option.CompletionSources.Add(_ => names);
        option.CustomParser = given => (T?)(object?)Chosen(given, names, text => Fault(what, list, text, names));
        return option;
    }

    /// <inheritdoc cref="AmongListed{T}(Option{T}, string, string, IReadOnlyList{string})" path="/summary"/>
    /// <param name="argument">The argument.</param>
    /// <param name="what">What the names are of, such as <c>study</c>.</param>
    /// <param name="list">The command that lists them.</param>
    /// <param name="names">The names.</param>
    /// <param name="isOther">Tells what may stand in a name's place, such as a file; null: nothing.</param>
    public static Argument<T> AmongListed<T>(this Argument<T> argument, string what, string list, IReadOnlyList<string> names, Func<string, bool>? isOther = null)
        where T : class?
    {
        (argument.HelpName, argument.Description) = (Placeholder, Described(argument.Description, list));
        argument.CompletionSources.Add(_ => names);
        argument.CustomParser = given => given.Tokens is [var token, ..] && isOther?.Invoke(token.Value) == true
            ? (T?)(object?)token.Value
            : (T?)(object?)Chosen(given, names, text => Fault(what, list, text, names));
        return argument;
    }

    private static string Described(string? description, string list) => $"{description}; '{list}' lists them";

    private static string Fault(string what, string list, string text, IReadOnlyList<string> names) =>
        $"there is no {what} {Misuse.Quoted(text)}{Misuse.Meant(text, names) ?? $"; '{list}' lists them"}";

    private static string? Chosen(ArgumentResult given, IReadOnlyList<string> names, Func<string, string> fault) =>
        Chosen(given, given.Tokens is [var token, ..] ? token.Value : "", names, fault);

    private static string? Chosen(ArgumentResult given, string text, IReadOnlyList<string> names, Func<string, string> fault)
    {
        var chosen = names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (chosen is null)
        {
            given.AddError(fault(text));
        }

        return chosen;
    }
}
