using Workbench.Commands;

namespace Workbench.Tests;

/// <summary>The command line, run in this process through the program's own path.</summary>
internal static class InProcess
{
    /// <summary>What one call said.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(Root.Create(), arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>What a call printed that went well.</summary>
    public static async Task<string> SaidAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal((0, ""), (code, error));
        return output;
    }
}
