using Sandglass;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Studies;

namespace Workbench.Tests.Running;

/// <summary><c>workbench study declare</c>.</summary>
public sealed class StudyDeclarationTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    private RunStore Store => new(_folder.Runs);

    [Fact]
    public async Task A_named_study_is_declared_once_in_its_own_file()
    {
        string[] declare = ["study", "declare", "variants", "--data", _folder["data"], "--out", _folder.Path];
        var output = await InProcess.SaidAsync([.. declare, "--reason", "to begin"]);
        var path = _folder[Path.Combine("data", "studies", "variants", "protocols.json")];
        var entry = Assert.Single(Declaration.Read(Path.GetDirectoryName(path)!));
        Assert.Contains($"is declared (4 arms, 10 seeds): protocol {entry.ProtocolHash[..12]}, ", output);
        Assert.Contains(", 0 runs finished then\n", output);
        Assert.Contains($"written: {path}; commit it", output);
        Assert.Equal((EnvironmentFingerprint.BuiltFrom, "to begin", 0), (entry.Commit, entry.Reason, entry.FinishedRuns));

        var written = File.ReadAllBytes(path);
        Assert.StartsWith("the study 'variants' is declared as it stands; nothing is written: protocol", await InProcess.SaidAsync(declare));
        Assert.Equal(written, File.ReadAllBytes(path));
        Assert.Empty(RecordedStudy.Names(_folder["data"])); // declared, not recorded
        Assert.Null(RecordedStudy.Find("variants", _folder["data"]));
        using var list = new StringWriter();
        StudyTable.Write(["variants"], list, _folder["data"]);
        Assert.Matches("\nvariants .* declared *\n", list.ToString());
    }

    [Fact]
    public async Task A_reason_is_one_line()
    {
        var (code, _, error) = await InProcess.RunAsync("study", "declare", "variants", "--data", _folder["data"], "--reason", "a\nb");
        Assert.Equal(2, code);
        Assert.StartsWith("error: --reason takes a line", error);
        Assert.False(Directory.Exists(_folder["data"]));
    }

    [Fact]
    public void What_was_finished_before_is_counted_once_and_what_changed_is_said()
    {
        var study = Own(1);
        study.Train(Store, cancellation: TestContext.Current.CancellationToken);
        Assert.EndsWith(", 2 runs finished then", Declared(study)[0]);

        var lines = Declared(study with { Seeds = [1, 2], Margin = 0.02 });
        Assert.EndsWith(", 0 runs finished then", lines[0]);
        Assert.Equal(["  margin: 0.01, now 0.02", "  seeds added: 2"], lines[1..3]);
    }

    [Fact]
    public void Only_what_is_declared_last_may_be_recorded()
    {
        void Refused(Study study, string expected) => Assert.Equal(
            $"the study 'own' is not declared{expected}; declare it with 'workbench study declare own'",
            Assert.Throws<WorkbenchException>(() => StudyDeclaration.Require(study, _folder["own"])).Message);
        Refused(Own(1, 2), "");
        Declared(Own(1, 2));
        StudyDeclaration.Require(Own(1, 2), _folder["own"]);
        Refused(Own(1, 2, 3), " as it stands (seeds added: 3)");
        Refused(Own(1, 2) with { Backend = "fused", Margin = 0.02 }, " as it stands (margin: 0.01, now 0.02; backend: libtorch, now fused)");
        Declared(Own(1, 2, 3));
        Refused(Own(1, 2), " as it stands (seeds removed: 3)");
    }

    [Fact]
    public void Where_seeds_were_added_the_verdicts_before_and_after_are_shown()
    {
        var (two, four) = (Record(1, 2), Record(1, 2, 3, 4));
        Assert.Equal("no protocol was declared before the runs\n", Shown(four));
        Declared(Own(1, 2));
        Assert.Matches("^declared: protocol [0-9a-f]{12}, .*, 0 runs finished then\n$", Shown(two));
        Assert.Contains("the record is not of the last declared protocol", Shown(four));

        Declared(Own(1, 2, 3, 4), "two decided nothing");
        var shown = Shown(four);
        Assert.Contains("0 runs finished then; two decided nothing\n  seeds added: 3, 4\n", shown);
        Assert.DoesNotContain("the record is not", shown);
        Assert.Matches("a − b \\* +undecided +ahead by 3.90 points, more than the margin *\n", shown);
        Assert.Equal(two.Verdicts(), four.OfSeeds([1, 2]).Verdicts());
        Assert.Contains("the record is not of the last declared protocol", Shown(two));
    }

    public void Dispose() => _folder.Dispose();

    private static NetworkPlan Net(double width) => MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, width);

    private static Study Own(params int[] seeds) =>
        Study.Compare(("a", Net(0.1)), ("b", Net(0.15))).Trained(Preset.Smoke) with { Name = "own", Seeds = seeds };

    private static StudyRecord Record(params int[] seeds)
    {
        double[] gains = [0.05, 0.02, 0.045, 0.041]; // of the first arm, seed by seed
        using var data = Own(seeds).Data.Load();
        StudyRow Row(StudyRun run)
        {
            var accuracy = run.Arm.Name == "a" ? 0.8 + gains[run.Spec.Seed - 1] : 0.8;
            return new StudyRow(run.Arm.Name, "", run.Arm.Family, run.Spec.Seed, run.Spec.Hash, 0, new Dictionary<string, string> { ["test_accuracy"] = FormattableString.Invariant($"{accuracy}") });
        }

        return new StudyRecord(StudyProtocol.Of(Own(seeds)), [.. Own(seeds).Runs(data.Identity).Select(Row)], []);
    }

    private string[] Declared(Study study, string? reason = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(0, StudyDeclaration.Declare(study, _folder["own"], Store, reason, output));
        return output.ToString().Split('\n');
    }

    private string Shown(StudyRecord record)
    {
        using var output = new StringWriter { NewLine = "\n" };
        StudyDeclaration.Write(record, Declaration.Read(_folder["own"]), output);
        return output.ToString();
    }
}
