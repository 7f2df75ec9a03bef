using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;

namespace Workbench.Tests.Options;

/// <summary>
/// Argument lists drawn from the command tree itself: a command, some of its options, values that are hostile, chosen from
/// those that it names, or right.
/// </summary>
internal sealed class DrawnArguments(Random random, IReadOnlyList<string> names)
{
    // A port at which nobody answers, so that no test downloads.
    private const string Nowhere = "http://127.0.0.1:9/";

    private static readonly string[] Hostile =
    [
        "", " ", "\t\n", "x", "-", "-1", "0", "1", "2", "NaN", "-0", "1e400", "1e-400", "2147483647", "2147483648", "-2147483648", "99999999999", "0.5", "0,5",
        "\0", "a\0b", ".", "..", "../..", "../../x", "/dev/null", "/dev/full", "/", "/proc/self/mem", "~", "*", "?", "@file", "@", "'", "\"", "$(x)", "%s%n", "{0}",
        "\ud800", "\udfff\ud800", "\u202e", "\u001b[31m", "é", "😀", "CON", "a/b", "a\\b", "a=b", "=", "a=", "none,none", "1,2,3,4", "1,3,4096,4096", "1/0", "0/0", "1/2",
        "+", "VOC2007/test+", "VOC2007/test+VOC2012/val", "cuda:99", "cuda:-1", "auto", "true", "[suggest:x]", "[diagram]", "--help", "--", "-h", "--version",
    ];

    private static readonly string[] Stray = ["--", "--help", "-p", "--nothing", "@file", "[suggest:3]", "\0", "", "x", "--out=", "--seed:", "-pp"];

    // Workers and kernels have a parent to speak to, and their own tests.
    private static readonly (string[] Path, Command Command)[] Drawn =
        [.. CommandTree.Commands.Where(item => !item.Command.Hidden && item.Path is not ["kernel", "run"])];

    public string[] Draw()
    {
        var (path, command) = One(Drawn);
        var words = new List<string>();
        foreach (var argument in command.Arguments.Where(_ => random.Next(8) > 0))
        {
            words.Add(Value(argument.GetCompletions(CompletionContext.Empty), argument.ValueType));
        }

        foreach (var option in command.Options.Where(option => option is { Action: null, Hidden: false }))
        {
            for (var times = Times(option); times > 0; times--)
            {
                Add(words, option);
            }
        }

        if (random.Next(6) == 0)
        {
            words.Insert(random.Next(words.Count + 1), One(Stray));
        }

        // After "--" it would be no option, and the address the publisher's.
        return path is ["data", "fetch"] ? [.. path, .. words.Where(word => word != "--" && word != "--from"), "--from", Nowhere] : [.. path, .. words];
    }

    private int Times(Option option) => (option.Required, random.Next(10)) switch
    {
        (_, 0) => 2,
        (true, > 1) => 1,
        (_, < 4) => 1,
        _ => 0,
    };

    private void Add(List<string> words, Option option)
    {
        var name = option.Aliases.Count > 0 && random.Next(3) == 0 ? option.Aliases.First() : option.Name;
        if (option.ValueType == typeof(bool))
        {
            words.Add(random.Next(8) == 0 ? $"{name}={One(Hostile)}" : name);
            return;
        }

        var value = Value(option.GetCompletions(CompletionContext.Empty), option.ValueType);
        words.AddRange(random.Next(3) == 0 ? [$"{name}={value}"] : random.Next(20) == 0 ? [name] : [name, value]);
    }

    private string Value(IEnumerable<CompletionItem> known, Type type)
    {
        var offered = known.Select(item => item.Label).ToArray();
        return random.Next(10) switch
        {
            < 5 when offered.Length > 0 => One(offered),
            < 4 when CommandTree.IsNumber(type) => random.Next(1, 6).ToString(CultureInfo.InvariantCulture),
            < 4 => One(names),
            4 => new string(One("x1-/é".ToCharArray()), One([300, 5000, 10_000])),
            5 => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => (char)random.Next(1, 0xFFFF))),
            6 => string.Join(',', Enumerable.Repeat("skip_connect,none", One([1, 2000]))),
            _ => One(Hostile),
        };
    }

    private T One<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
