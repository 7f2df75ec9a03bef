using System.Globalization;
using System.Text.RegularExpressions;

namespace Workbench.Tests.Running;

/// <summary>A whole study that is ended from outside: what is run again goes on at the step of the newest checkpoints.</summary>
public sealed partial class InterruptedStudyTests : IDisposable
{
    private readonly ResultsFolder _whole = new();
    private readonly ResultsFolder _ended = new();

    public enum End
    {
        CtrlC,
        Kill,
        MachineRestart,
    }

    [DeepFact]
    public async Task However_it_is_ended_a_study_goes_on_at_its_newest_checkpoints_to_the_same_bytes()
    {
        await RunAsync(_whole);
        foreach (var end in Enum.GetValues<End>())
        {
            await EndAsync(end);
            var stood = Checkpoints();
            var output = await RunAsync(_ended);

            Assert.NotEmpty(stood);
            Assert.Equal(
                stood.Order(),
                GoesOn().Matches(output).Select(match => (match.Groups["run"].Value, Number(match.Groups["step"]) - 1)).Order());
            AssertSame();
            Directory.Delete(_ended.Runs, recursive: true);
        }
    }

    public void Dispose()
    {
        _whole.Dispose();
        _ended.Dispose();
    }

    // A checkpoint after every step, so that "since the last checkpoint" is a step.
    private static string[] Arguments(ResultsFolder folder) =>
        ["study", "run", "released-transitions", "--smoke", "--workers", "2", "--checkpoint-seconds", "0", "--out", folder.Path];

    private static async Task<string> RunAsync(ResultsFolder folder)
    {
        var (code, output, error) = await WorkbenchProgram.RunAsync(Arguments(folder));
        Assert.Equal((0, ""), (code, error));
        return output;
    }

    private async Task EndAsync(End end)
    {
        using var program = WorkbenchProgram.Start(Arguments(_ended));
        await _ended.WaitForRunsAsync(_ => Checkpoints().Any(at => at.Step >= 3));
        if (end == End.CtrlC)
        {
            await program.InterruptAsync();
            Assert.Equal(130, (await program.EndAsync()).ExitCode);
            return;
        }

        program.Kill();
        if (end == End.MachineRestart)
        {
            // What a machine that stopped leaves beside what was put through to the disk: a file that nobody finished.
            foreach (var folder in Directory.GetDirectories(_ended.Runs, ".*.partial"))
            {
                File.WriteAllBytes(Path.Combine(folder, "state.tmp"), new byte[1000]);
            }
        }
    }

    private (string Run, int Step)[] Checkpoints() => !Directory.Exists(_ended.Runs)
        ? []
        :
        [
            .. from folder in Directory.GetDirectories(_ended.Runs, ".*.partial")
               let steps = Files(folder).Select(path => Step().Match(path)).Where(match => match.Success).Select(match => Number(match.Groups["step"])).ToArray()
               where steps.Length > 0
               select (Path.GetFileName(folder).Split('.')[1], steps.Max()),
        ];

    // A run that ends while it is looked at takes its folder with it.
    private static string[] Files(string folder)
    {
        try
        {
            return Directory.GetFiles(folder);
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private void AssertSame()
    {
        Assert.Equal(_whole.RunNames(), _ended.RunNames());
        foreach (var path in Directory.EnumerateFiles(_whole.Runs, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith("timing.csv", StringComparison.Ordinal)))
        {
            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(Path.Combine(_ended.Runs, Path.GetRelativePath(_whole.Runs, path))));
        }
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("state-[0-9]+-(?<step>[0-9]+)-")]
    private static partial Regex Step();

    [GeneratedRegex("run (?<run>[0-9a-f]{16}) resumes from its checkpoint at step (?<step>[0-9]+) of")]
    private static partial Regex GoesOn();
}
