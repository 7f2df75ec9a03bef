using System.CommandLine;

namespace Workbench.Tests.Options;

/// <summary>Every command of the program, for tests of all options.</summary>
internal static class CommandTree
{
    private static readonly Type[] Numbers =
        [typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(short), typeof(byte), typeof(float), typeof(double), typeof(decimal)];

    public static RootCommand Root { get; } = Workbench.Commands.Root.Create();

    /// <summary>Commands that do something, with the words that call them.</summary>
    public static IReadOnlyList<(string[] Path, Command Command)> Commands { get; } = [.. Below([], Root)];

    /// <summary>Every option of every command but help and version, which take no value.</summary>
    public static IEnumerable<(string[] Path, Option Option)> Options =>
        Commands.SelectMany(item => item.Command.Options.Select(option => (item.Path, option))).Where(item => item.option.Action is null);

    public static bool IsNumber(Type type) => Numbers.Contains(Nullable.GetUnderlyingType(type) ?? type);

    private static IEnumerable<(string[] Path, Command Command)> Below(string[] path, Command command) => command.Subcommands.Count == 0
        ? [(path, command)]
        : command.Subcommands.SelectMany(below => Below([.. path, below.Name], below));
}
