namespace Workbench.Tests.Weights;

/// <summary>What one call of <c>predict</c> or <c>weights</c> printed, run in this process through the program's own path.</summary>
internal sealed record Invocation(int ExitCode, string Output, string Error)
{
    public static async Task<Invocation> OfAsync(params string[] args)
    {
        var (code, output, error) = await InProcess.RunAsync(args);
        return new Invocation(code, output, error);
    }
}
