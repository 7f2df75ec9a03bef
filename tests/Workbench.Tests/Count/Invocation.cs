namespace Workbench.Tests.Count;

/// <summary>What one call of the command line printed, run in this process through the program's own path.</summary>
internal sealed record Invocation(int ExitCode, string Output, string Error)
{
    public IEnumerable<string> Lines => Output.Split('\n').Select(line => line.TrimEnd());

    public static async Task<Invocation> OfAsync(params string[] args)
    {
        var (code, output, error) = await InProcess.RunAsync(args);
        return new Invocation(code, output, error);
    }

    /// <summary>The cells of the first row that begins with a word, split at blanks.</summary>
    public string[] Row(string first) =>
        Lines.First(line => line.StartsWith(first, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
