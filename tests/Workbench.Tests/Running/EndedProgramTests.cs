namespace Workbench.Tests.Running;

/// <summary>Ends that are told: of the output, of the program, and what neither leaves behind.</summary>
public sealed class EndedProgramTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    public static TheoryData<string, string[]> Trainings => new()
    {
        { "INT", ["train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--epochs", "100"] },
        { "TERM", ["train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--epochs", "100"] },
        { "HUP", ["train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--epochs", "100"] },
        { "HUP", ["detect", "train", "--preset", "smoke", "--epochs", "100"] },
        { "HUP", ["search", "run", "--preset", "smoke", "--epochs", "100"] },
        { "HUP", ["study", "run", "variants", "--smoke", "--workers", "2"] },
    };

    private string[] Training => ["train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--epochs", "2", "--out", _folder.Path];

    [DeepTheory]
    [InlineData(">/dev/full", 1, "error: the work is done, but some of its output could not be written (No space left on device)\n")]
    [InlineData(">&-", 0, "")]
    [InlineData(">&- 2>&- <&-", 0, "")]
    [InlineData("2>/dev/full", 0, "")]
    [InlineData("| head -c 1 >/dev/null", 0, "")]
    public async Task A_training_outlasts_its_output(string elsewhere, int exitCode, string line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has a device that is full");
        using var program = WorkbenchProgram.StartLed(elsewhere, Training);
        var (code, _, error) = await program.EndAsync();

        Assert.Equal((exitCode, line), (code, error));
        Assert.DoesNotContain('.', Assert.Single(_folder.RunNames()));
        Assert.Contains("found, not repeated", (await WorkbenchProgram.RunAsync(Training)).Output);
    }

    [DeepTheory]
    [MemberData(nameof(Trainings))]
    public async Task Whatever_signal_ends_a_training_it_leaves_a_checkpoint_and_says_stopped(string signal, string[] training)
    {
        string[] asked = [.. training, "--checkpoint-seconds", "0", "--out", _folder.Path];
        using (var program = WorkbenchProgram.Start(asked))
        {
            await _folder.WaitForRunsAsync(_ => HasCheckpoint());
            await program.SignalAsync(signal);
            var (code, _, error) = await program.EndAsync();
            Assert.Equal((130, "stopped\n"), (code, error));
        }

        Assert.True(HasCheckpoint());
    }

    // The folder for results is made before the data is read and anything is waited for.
    [DeepTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_study_that_is_cut_before_its_first_run_says_stopped(string signal)
    {
        using var program = WorkbenchProgram.Start("study", "run", "variants", "--smoke", "--out", _folder["out"]);
        while (!Directory.Exists(_folder["out"]))
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await program.SignalAsync(signal);
        var (code, _, error) = await program.EndAsync();
        Assert.Equal((130, "stopped\n"), (code, error));
    }

    [DeepFact]
    public async Task A_study_that_is_killed_leaves_no_temporary_file()
    {
        var temporary = Directory.CreateDirectory(_folder["temporary"]).FullName;
        using (var program = WorkbenchProgram.StartWithTemporary(
            temporary, "study", "run", "variants", "--smoke", "--workers", "2", "--checkpoint-seconds", "0", "--out", _folder.Path))
        {
            await _folder.WaitForRunsAsync(_ => HasCheckpoint());
            program.Kill();
        }

        Assert.Empty(Left(temporary));
    }

    [DeepFact]
    public async Task A_notebook_whose_execution_is_killed_leaves_no_temporary_file()
    {
        var (temporary, notebook) = (Directory.CreateDirectory(_folder["temporary"]).FullName, _folder["sleep.ipynb"]);
        await File.WriteAllTextAsync(notebook, """
            {"cells":[{"cell_type":"code","id":"a","execution_count":null,"metadata":{},"outputs":[],"source":["System.IO.File.WriteAllText(\"begun\", \"\"); System.Threading.Thread.Sleep(60_000);"]}],
            "metadata":{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"}},"nbformat":4,"nbformat_minor":5}
            """, TestContext.Current.CancellationToken);
        using (var program = WorkbenchProgram.StartWithTemporary(temporary, "notebooks", "run", notebook))
        {
            for (var waited = 0; !Directory.EnumerateFiles(_folder.Path, "begun").Any() && waited < 600; waited++)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            program.Kill();
        }

        Assert.True(File.Exists(_folder["begun"]));
        Assert.Empty(Left(temporary));
    }

    public void Dispose() => _folder.Dispose();

    // What .NET itself leaves for debuggers is not ours.
    private static IEnumerable<string> Left(string folder) => Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Where(name =>
        !name.StartsWith("dotnet-diagnostic", StringComparison.Ordinal) && !name.StartsWith("clr-debug-pipe", StringComparison.Ordinal));

    private bool HasCheckpoint() => Directory.Exists(_folder.Runs) && Directory.EnumerateFiles(_folder.Runs, "state-*", SearchOption.AllDirectories).Any();
}
