using System.CommandLine;
using Workbench.Commands;

namespace Workbench.Tests.Count;

/// <summary>What one call of the command line printed, run in this process through the program's own path.</summary>
internal sealed record Invocation(int ExitCode, string Output, string Error)
{
    public IEnumerable<string> Lines => Output.Split('\n').Select(line => line.TrimEnd());

    public static async Task<Invocation> OfAsync(params string[] args)
    {
        var root = new RootCommand { CountCommand.Create() };
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLine.RunAsync(root, args, output, error);
        return new Invocation(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The cells of the first row that begins with a word, split at blanks.</summary>
    public string[] Row(string first) =>
        Lines.First(line => line.StartsWith(first, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
