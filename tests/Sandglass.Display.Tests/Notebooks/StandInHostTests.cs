using System.Diagnostics;

namespace Sandglass.Display.Tests.Notebooks;

/// <summary>The flat folder in a host that carries an older FSharp.Core, as .NET Interactive does.</summary>
public class StandInHostTests
{
    [Theory]
    [InlineData("default", "fsharp")]
    [InlineData("context", "fsharp")]
    [InlineData("context", "")]
    public async Task The_start_call_finds_the_hosts_FSharp_Core(string context, string fsharp)
    {
        var output = await Run(context, fsharp);

        Assert.Contains("chart and picture drawn", output);
        Assert.Contains("FSharp.Core 10.0.0.0 in Default", output);
        Assert.DoesNotContain("FSharp.Core 10.1", output);
    }

    private static async Task<string> Run(params string[] arguments)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory); // tests/<project>/bin/<configuration>/<framework>
        var tests = here.Parent!.Parent!.Parent!.Parent!;
        var host = Path.Combine(tests.FullName, "StandInHost", "bin", here.Parent.Name, here.Name, "StandInHost.dll");
        var library = Path.Combine(tests.Parent!.FullName, "artifacts", "notebook", "Sandglass.Display.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [host, library, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var cancellation = TestContext.Current.CancellationToken;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }
}
