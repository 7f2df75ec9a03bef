using System.CommandLine;
using System.CommandLine.Parsing;

namespace Benchmarks;

/// <summary>What every benchmark can be asked: its sizes, and to take the least of all, which shows that it works.</summary>
internal static class Smoke
{
    /// <summary>The one switch of all benchmarks and of their workers.</summary>
    internal static readonly Option<bool> Option = new("--smoke") { Description = "one round of tiny sizes: shows in seconds that it works, and measures nothing" };

    /// <summary>A whole number from one.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is.</param>
    /// <param name="usual">What it is where nothing is said.</param>
    /// <param name="least">What it is then in smoke mode.</param>
    internal static Option<int> Number(string name, string description, int usual, int least)
    {
        var option = new Option<int>(name)
        {
            Description = $"{description}; {usual} by default",
            DefaultValueFactory = result => result.GetValue(Option) ? least : usual,
        };
        option.Validators.Add(AtLeastOne);
        return option;
    }

    /// <summary>The interpreter of a peer.</summary>
    /// <param name="holds">What it must have.</param>
    internal static Option<string> Python(string holds) =>
        new("--python") { Description = $"interpreter with {holds}", DefaultValueFactory = _ => "/usr/bin/python3" };

    /// <summary>The switch as a worker is given it.</summary>
    internal static string[] Words(bool smoke) => smoke ? [Option.Name] : [];

    private static void AtLeastOne(OptionResult result)
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError($"{result.Option.Name} must be at least 1");
        }
    }
}
