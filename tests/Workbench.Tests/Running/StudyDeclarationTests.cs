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
        Assert.Contains($"is declared (4 arms, 5 seeds): protocol {entry.ProtocolHash[..12]}, ", output);
        Assert.Contains(", 0 runs finished then\n", output);
        Assert.Contains($"written: {path}; commit it", output);
        Assert.Equal((EnvironmentFingerprint.BuiltFrom, "to begin", 0), (entry.Commit, entry.Reason, entry.FinishedRuns));

        var written = File.ReadAllBytes(path);
        Assert.StartsWith("the study 'variants' is declared as it stands; nothing is written: protocol", await InProcess.SaidAsync(declare));
        Assert.Equal(written, File.ReadAllBytes(path));
        Assert.Empty(RecordedStudy.Names(_folder["data"])); // declared, not recorded
        Assert.Null(RecordedStudy.Find("variants", _folder["data"]));
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
        var study = Study.Compare(("a", Net(0.1)), ("b", Net(0.15))).Trained(Preset.Smoke) with { Name = "own", Seeds = [1] };
        study.Train(Store, cancellation: TestContext.Current.CancellationToken);
        Assert.EndsWith(", 2 runs finished then", Declared(study)[0]);

        var lines = Declared(study with { Seeds = [1, 2], Margin = 0.02 });
        Assert.EndsWith(", 0 runs finished then", lines[0]);
        Assert.Equal(["  margin: 0.01, now 0.02", "  seeds added: 2"], lines[1..3]);
    }

    public void Dispose() => _folder.Dispose();

    private static NetworkPlan Net(double width) => MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, width);

    private string[] Declared(Study study)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(0, StudyDeclaration.Declare(study, _folder["own"], Store, reason: null, output));
        return output.ToString().Split('\n');
    }
}
