using System.CommandLine;

namespace Workbench.Commands;

/// <summary><c>workbench completion</c> prints a shell's script; <c>workbench complete</c>, hidden, answers it.</summary>
internal static class CompletionCommand
{
    /// <summary>The name of the command that answers the script.</summary>
    internal const string HiddenName = "complete";

    public static Command Create()
    {
        var shell = new Argument<string>("shell")
        {
            HelpName = "SHELL",
            Description = $"bash, zsh or powershell; to install it, put this into the shell's profile: {string.Join(", ", CompletionScripts.Shells.Values.Select(known => known.Install))}",
        };
        shell.CompletionSources.Add([.. CompletionScripts.Shells.Keys]);
        var command = new Command("completion", "Print a script that lets the Tab key complete commands, options and names.") { shell };
        command.SetAction(parsed =>
        {
            var asked = parsed.GetRequiredValue(shell);
            parsed.InvocationConfiguration.Output.WriteLine(CompletionScripts.Shells.TryGetValue(asked.ToLowerInvariant(), out var known)
                ? known.Script
                : throw new UsageException(Misuse.Unknown("script for", asked, [.. CompletionScripts.Shells.Keys])));
        });
        return command;
    }

    public static Command CreateHidden()
    {
        var line = new Argument<string>("line") { Description = "the command line up to the cursor, with the program's name" };
        var command = new Command(HiddenName) { line };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            foreach (var completion in Completions(parsed.RootCommandResult.Command, parsed.GetRequiredValue(line)))
            {
                parsed.InvocationConfiguration.Output.WriteLine(completion);
            }
        });
        return command;
    }

    // Without the program's name, which the parser would have to know.
    private static IEnumerable<string> Completions(Command root, string line)
    {
        var text = line.TrimStart();
        var at = text.IndexOf(' ', StringComparison.Ordinal);
        if (at < 0)
        {
            return [];
        }

        text = text[(at + 1)..];
        var word = text[(text.LastIndexOf(' ') + 1)..];
        var found = root.Parse(text, new ParserConfiguration { ResponseFileTokenReplacer = null }).GetCompletions(text.Length)
            .Select(completion => completion.InsertText ?? completion.Label)
            .Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (!name.StartsWith('-') || name.StartsWith("--", StringComparison.Ordinal)) && !name.StartsWith('/'))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();

        // Options only where they are asked for, or nothing else can follow.
        return word.StartsWith('-') || found.All(IsOption) ? found : found.Where(name => !IsOption(name));
    }

    private static bool IsOption(string name) => name.StartsWith('-');
}
