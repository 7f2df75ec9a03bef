using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Sandglass;

namespace Workbench;

/// <summary>Runs a command and turns what goes wrong into one line and an exit code.</summary>
internal static class CommandLine
{
    internal const int Failed = 1;
    internal const int Misused = 2;
    internal const int Interrupted = 130; // what a shell reports for a program that Ctrl-C ended

    // Workers end between two steps; whoever leaves before them leaves their half-written runs.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    /// <summary>
    /// 0: fine. 1: the work or its data failed. 2: asked wrongly. 130: stopped by Ctrl-C, which cancels the token that
    /// the command was given.
    /// </summary>
    internal static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var asked = root.Parse(args);
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeToStop,
            Output = output,
            Error = error,
        };
        try
        {
            return asked.Action is ParseErrorAction
                ? throw new UsageException(Misuse(asked))
                : await asked.InvokeAsync(configuration);
        }
        catch (UsageException misuse)
        {
            await error.WriteLineAsync($"error: {misuse.Message} (see {NameOf(asked.CommandResult)} --help)");
            return Misused;
        }
        catch (Exception failure) when (failure is WorkbenchException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"error: {failure.Message}");
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("stopped");
            return Interrupted;
        }
    }

    // Of an unknown command the parser says first that one is missing.
    private static string Misuse(ParseResult asked) =>
        asked.CommandResult.Command.Subcommands.Where(command => !command.Hidden).Select(command => command.Name).ToArray() is { Length: > 0 } known
        && asked.UnmatchedTokens is [var unknown, ..] && !unknown.StartsWith('-')
            ? $"there is no command '{unknown}'; use {string.Join(", ", known)}"
            : string.Join(' ', asked.Errors[0].Message.Split((char[])['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private static string NameOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{NameOf(parent)} {result.Command.Name}" : "workbench";
}
