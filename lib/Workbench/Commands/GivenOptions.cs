using System.CommandLine;

namespace Workbench.Commands;

/// <summary>Options that stand on the command line, as opposed to those that have their default.</summary>
internal static class GivenOptions
{
    /// <summary>Whether an option was given, even with the value that it has by default.</summary>
    internal static bool IsGiven(this ParseResult asked, Option option) => asked.GetResult(option) is { Implicit: false };

    /// <summary>Those of some options that were given, as a command line has them, each after a space.</summary>
    internal static string Repeated(this ParseResult asked, params IEnumerable<Option> options) => string.Concat(
        options.Where(asked.IsGiven).Select(option => string.Concat(asked.GetResult(option)!.Tokens.Select(token => token.Value).Prepend(option.Name).Select(word => $" {word}"))));

    /// <summary>Refuses options that do not fit, if one of them was given.</summary>
    /// <param name="asked">The command line.</param>
    /// <param name="options">The options.</param>
    /// <param name="why">What is wrong with them, such as <c>is for the plan of a study</c>.</param>
    /// <exception cref="UsageException">One was given.</exception>
    internal static void Refuse(this ParseResult asked, IEnumerable<Option> options, string why)
    {
        if (options.FirstOrDefault(asked.IsGiven) is { } wrong)
        {
            throw new UsageException($"{wrong.Name} {why}; leave it out");
        }
    }
}
