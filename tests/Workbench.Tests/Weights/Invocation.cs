using System.CommandLine;
using Workbench.Commands;

namespace Workbench.Tests.Weights;

/// <summary>What one call of <c>predict</c> or <c>weights</c> printed, run in this process through the program's own path.</summary>
internal sealed record Invocation(int ExitCode, string Output, string Error)
{
    public static async Task<Invocation> OfAsync(params string[] args)
    {
        var root = new RootCommand { PredictCommand.Create(), WeightsCommand.Create() };
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await CommandLine.RunAsync(root, args, output, error);
        return new Invocation(exitCode, output.ToString(), error.ToString());
    }
}
