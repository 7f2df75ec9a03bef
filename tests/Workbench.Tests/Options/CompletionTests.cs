using System.Diagnostics;
using Sandglass.Paper;
using Workbench.Commands;

namespace Workbench.Tests.Options;

/// <summary>The Tab key: what is offered at the end of a line, and that a real shell shows it.</summary>
public class CompletionTests
{
    [Theory]
    [InlineData("workbench cou", "count")]
    [InlineData("workbench comple", "completion")]
    [InlineData("  workbench runs ", "compare export list remove show")]
    [InlineData("workbench count mobilenext-e", "mobilenext-efficient-b0 mobilenext-efficient-b1")]
    [InlineData("workbench count mobilenext --res", "--resolution")]
    [InlineData("workbench train --family ", "bottleneck inverted sandglass")]
    [InlineData("workbench train --family s", "sandglass")]
    [InlineData("workbench study show blocks-t", "blocks-tuned blocks-tuned-glyphs")]
    [InlineData("workbench claims abstract.g", "abstract.gain")]
    [InlineData("workbench claims quantization.g", "quantization.gap")]
    [InlineData("workbench runs list ", "--help --out")]
    [InlineData("workbench completion z", "zsh")]
    [InlineData("workbench", "")]
    [InlineData("workbench @/dev/zero", "")]
    [InlineData("workbench [suggest:3] x", "")]
    [InlineData("workbench count \"unclosed", "")]
    public async Task What_may_follow_is_offered(string line, string offered)
    {
        var (code, output, error) = await RunAsync("complete", "--", line);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(offered, string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Nothing_hidden_and_no_short_form_is_offered()
    {
        var offered = (await RunAsync("complete", "--", "workbench ")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(CommandTree.Root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name).Order(StringComparer.Ordinal), offered);
    }

    [Fact]
    public async Task Each_shell_has_a_script_and_a_line_that_installs_it()
    {
        var (_, help, _) = await RunAsync("completion", "--help");
        foreach (var (shell, (script, install)) in CompletionScripts.Shells)
        {
            Assert.Equal((0, $"{script}\n", ""), await RunAsync("completion", shell.ToUpperInvariant()));
            Assert.Contains($"workbench completion {shell}", install, StringComparison.Ordinal);
            Assert.Contains(shell, help, StringComparison.Ordinal);
        }

        Assert.Equal((2, "", "error: there is no script for 'fish'; use bash, zsh or powershell (see workbench completion --help)\n"), await RunAsync("completion", "fish"));
    }

    [DeepFact]
    public async Task Bash_completes_by_the_script()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no bash of its own");
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true };
        start.Environment["PROGRAM"] = Path.Combine(AppContext.BaseDirectory, "workbench.dll");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("""
            workbench() { dotnet "$PROGRAM" "$@"; }
            source <(workbench completion bash)
            COMP_WORDS=(workbench study show blocks-); COMP_CWORD=3; COMP_LINE="workbench study show blocks- --help"; COMP_POINT=28
            _workbench
            printf '%s\n' "${COMPREPLY[@]}"
            complete -p workbench
            """);
        using var bash = Process.Start(start)!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            StudyCatalogue.Names.Where(name => name.StartsWith("blocks-", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Append("complete -o default -F _workbench workbench"),
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        InProcess.RunAsync(arguments);
}
