using System.Diagnostics;
using System.Text.Json;

namespace Workbench.Tests.Count;

public class ProgramTests
{
    [Fact]
    public async Task The_program_counts_without_loading_libtorch()
    {
        // The loader reports every library that it opens, libtorch among them if it were opened.
        var run = await StartAsync(["count", "mobilenext", "--json"], ("LD_DEBUG", "files"));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3_535_416, JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("params").GetInt64());
        Assert.DoesNotContain("libtorch", run.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_program_ends_with_the_codes_of_its_errors()
    {
        var run = await StartAsync(["count", "nothing"]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: there is no network 'nothing'", run.Error);
    }

    [Fact]
    public async Task The_program_tells_its_version()
    {
        var run = await StartAsync(["--version"]);

        Assert.Equal((0, "0.1.0\n"), (run.ExitCode, run.Output.ReplaceLineEndings("\n")));
    }

    private static async Task<Invocation> StartAsync(string[] args, params (string Name, string Value)[] environment)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "workbench.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancelled);
        var error = process.StandardError.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return new Invocation(process.ExitCode, await output, await error);
    }
}
