using System.Text;
using Fuzzing;
using Sandglass;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Studies;
using Sandglass.Training;
using Workbench.Reports;
using Workbench.Studies;

namespace Workbench.Tests.Running;

/// <summary>Files of runs and of recorded studies, damaged by chance and on purpose: lists go on, and nothing but the typed error comes out.</summary>
public sealed class DamagedStoreFuzzTests : IDisposable
{
    private readonly ResultsFolder _folder = new();

    [DeepFact]
    public async Task Damaged_runs_stop_no_list_and_end_in_the_typed_error()
    {
        var (code, _, error) = await WorkbenchProgram.RunAsync("train", "--family", "sandglass", "--width", "0.1", "--preset", "smoke", "--out", _folder.Path);
        Assert.Equal((0, ""), (code, error));
        var store = new RunStore(_folder.Runs);
        var good = Assert.Single(store.List()).Finished!;
        var files = Directory.EnumerateFiles(good.Directory).ToDictionary(path => path, File.ReadAllBytes);
        var workspace = Directory.CreateDirectory(Path.Combine(_folder.Runs, $".{good.Summary.Hash}.partial")).FullName;
        var begun = Encoding.UTF8.GetBytes("""{"about": {"kind": "classification", "name": "x", "seed": 1, "epochs": 2}, "steps": 30, "tables": ["ranks.csv"]}""");
        string[] damaged = [.. files.Keys.Where(path => !path.EndsWith(".safetensors", StringComparison.Ordinal)), Path.Combine(workspace, "begun.json")];
        var (read, refused) = new FuzzRuns("runs", 1500).Run(
            random =>
            {
                foreach (var (path, bytes) in files)
                {
                    File.WriteAllBytes(path, bytes);
                }

                var name = damaged[random.Next(damaged.Length)];
                File.WriteAllBytes(name, Damaged(name, files.GetValueOrDefault(name, begun), random));
                if (random.Next(4) > 0 && !name.EndsWith(Checksums.FileName, StringComparison.Ordinal))
                {
                    Checksums.Write(good.Directory, Encoding.UTF8.GetString(files[Path.Combine(good.Directory, Checksums.FileName)]).TrimEnd('\n').Split('\n').Select(line => line[66..]));
                }

                Look(store);
            },
            error => error is WorkbenchException);
        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    [DeepFact]
    public void Damaged_records_of_studies_end_in_the_typed_error()
    {
        RecordedStudy.Write(_folder["good"], Record());
        StudyDeclaration.Declare(Declared(1), _folder["good"], new RunStore(_folder.Runs), reason: null, TextWriter.Null);
        StudyDeclaration.Declare(Declared(1, 2), _folder["good"], new RunStore(_folder.Runs), "to know more", TextWriter.Null);
        var files = Directory.EnumerateFiles(_folder["good"]).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
        var study = Directory.CreateDirectory(_folder["study"]).FullName;
        var (read, refused) = new FuzzRuns("studies", 3000).Run(
            random =>
            {
                foreach (var (name, bytes) in files)
                {
                    File.WriteAllBytes(Path.Combine(study, name), bytes);
                }

                var damaged = files.Keys.ElementAt(random.Next(files.Count));
                File.WriteAllBytes(Path.Combine(study, damaged), Damaged(damaged, files[damaged], random));
                var record = RecordedStudy.Read(study);
                StudyStatus.WriteRecorded(record, TextWriter.Null);
                StudyDeclaration.Write(record, Declaration.Read(study), TextWriter.Null);
                foreach (var table in record.Tables.Keys)
                {
                    _ = record.Table(table);
                }

                _ = (record.Runs, record.Curves());
            },
            error => error is WorkbenchException);
        Assert.True(read > 0 && refused > 0, $"{read} read, {refused} refused");
    }

    public void Dispose() => _folder.Dispose();

    // What the commands do with a store: the lists come first, and must not fail.
    private static void Look(RunStore store)
    {
        IReadOnlyList<StoredRun> runs;
        try
        {
            runs = store.List();
            RunsReport.WriteList(runs, store.Directory, TextWriter.Null);
        }
        catch (WorkbenchException stopped)
        {
            throw new InvalidOperationException("the list was stopped", stopped);
        }

        foreach (var run in runs)
        {
            RunsReport.WriteRun(run, TextWriter.Null);
            if (run.Finished is { } finished)
            {
                RunsReport.WriteComparison(finished, finished, TextWriter.Null);
                RunsReport.WriteOutcome(finished, "found", TextWriter.Null);
                _ = (finished.Metrics(), finished.Epochs<EpochMetrics>(), finished.TestCorrect());
            }
            else if (run.Fault is { } fault)
            {
                throw new WorkbenchException(fault);
            }
        }
    }

    private static byte[] Damaged(string name, byte[] good, Random random) =>
        name.EndsWith(".json", StringComparison.Ordinal) && random.Next(4) > 0
            ? Encoding.UTF8.GetBytes(JsonMutations.Mutate(Encoding.UTF8.GetString(good), random))
            : ByteMutations.Mutate(good, random);

    private static Study Declared(params int[] seeds) =>
        Study.Compare(("a", Net(0.1)), ("bb", Net(0.2))).Trained(Preset.Smoke) with { Name = "sample", Seeds = seeds };

    private static NetworkPlan Net(double width) => MacroPlan.SmallImage.Fill(BlockFamily.Sandglass, width);

    private static StudyRecord Record()
    {
        StudyRow Row(string arm, BlockFamily family, int seed) => new(arm, "1x", family, seed, $"{seed}{arm.Length:x15}", 0, new Dictionary<string, string>
        {
            ["width_multiplier"] = "0.5",
            ["parameters"] = "1000",
            ["multiply_adds"] = "20000",
            ["learning_rate"] = "0.05",
            ["epochs"] = "2",
            ["validation_accuracy"] = "0.6",
            ["test_accuracy"] = $"0.{60 + seed}",
            ["seconds"] = "3.5",
            ["training_images_per_second"] = "4000",
        });

        string[] epochs = ["1x,1,1,0.05,1.25,0.5,1,0.625", "1x,2,1,0.05,1.5,0.25,1,0.5"];
        return new StudyRecord(
            new StudyProtocol("sample", "Which?", 0.01, [1, 2], [new PlannedComparison("a", "bb", "1x", IsPrimary: true)], "test_accuracy"),
            [Row("a", BlockFamily.Sandglass, 1), Row("a", BlockFamily.Sandglass, 2), Row("bb", BlockFamily.InvertedResidual, 1), Row("bb", BlockFamily.InvertedResidual, 2)],
            [EnvironmentFingerprint.Capture()])
        {
            Tables = new Dictionary<string, string>
            {
                ["epochs.csv"] = "arm,group,seed,epoch,learning_rate,training_loss,training_accuracy,validation_loss,validation_accuracy\n"
                    + string.Concat(from arm in (string[])["a", "bb"] from epoch in epochs select $"{arm},{epoch}\n"),
            },
            TestCorrect = [[true, false, true], [false, false, true], [true, true, true], [true, false, false]],
        };
    }
}
