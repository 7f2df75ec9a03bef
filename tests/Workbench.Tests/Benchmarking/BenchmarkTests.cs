using System.Diagnostics;
using Benchmarks;

namespace Workbench.Tests.Benchmarking;

/// <summary>Every benchmark runs to its end; what it then measures is its own affair.</summary>
public sealed class BenchmarkTests
{
    private const string Python = "--python";
    private const string NoPython = "/no/such/python";

    /// <summary>All that the program itself knows, and those that have a peer in Python once more without it.</summary>
    public static IEnumerable<TheoryDataRow<string, bool>> Runs() =>
        from benchmark in Benchmark.All
        from hasPeer in benchmark.Command.Options.Any(option => option.Name == Python) ? (bool[])[true, false] : [true]
        select new TheoryDataRow<string, bool>(benchmark.Command.Name, hasPeer);

    [DeepTheory]
    [MemberData(nameof(Runs))]
    public async Task A_benchmark_prints_its_table_in_smoke_mode(string name, bool hasPeer)
    {
        var (exitCode, output, error) = await RunAsync([name, Smoke.Option.Name, .. hasPeer ? [] : (string[])[Python, NoPython]]);
        Assert.True(exitCode == 0, $"{name} ended with {exitCode}: {error}");
        var lines = output.Split('\n');
        var heading = Array.FindIndex(lines, line => line.Contains(Benchmark.All.First(b => b.Command.Name == name).Column, StringComparison.Ordinal));
        Assert.True(heading >= 0, $"no table: {output}");
        if (hasPeer)
        {
            Assert.Contains(lines[heading + 1], char.IsAsciiDigit);
        }
        else
        {
            Assert.Contains($"{NoPython} has no ", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_readme_says_what_each_measures()
    {
        var readme = File.ReadAllText(Repository.PathTo("tests", "Benchmarks", "README.md"));
        Assert.All(Benchmark.All, benchmark => Assert.Contains($"-- {benchmark.Command.Name}", readme, StringComparison.Ordinal));
        Assert.All(Benchmark.All, benchmark => Assert.Contains(Smoke.Option, benchmark.Command.Options));
    }

    // The program where its own build put it: what it starts lies beside it.
    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments)
    {
        var built = Repository.PathTo("tests", "Benchmarks", "bin");
        var program = Directory.EnumerateFiles(built, OperatingSystem.IsWindows() ? "Benchmarks.exe" : "Benchmarks", SearchOption.AllDirectories).First();
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var stop = TestContext.Current.CancellationToken;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, await output, await error);
    }
}
