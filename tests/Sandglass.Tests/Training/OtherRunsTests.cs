using System.Text.Json;
using System.Text.Json.Nodes;
using Sandglass.Data;
using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

/// <summary>Runs that a store lists and does not reuse: of the first layout, and of earlier semantics.</summary>
public sealed class OtherRunsTests : IDisposable
{
    private const string OldHash = "0123456789abcdef";

    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("runs", "classification", "small-inverted-1.2922", 2, 1, "test_loss", 2.3384007568359375)]
    [InlineData("detection", "detection", "small128-mobilenext-0.35", 1, 1, "test_area", 0.0001243781094527363)]
    [InlineData("search", "search", "with-sandglass", 1, 2, null, 0)]
    [InlineData("search", "random-search", "with-sandglass", 1, 1, null, 0)]
    [InlineData("search", "found-network", "derived", 1, 1, "test_accuracy", 0.19)]
    public void A_run_of_the_first_layout_is_listed_and_left_alone(string room, string kind, string name, int seed, int epochs, string? column, double number)
    {
        var old = Old(room, kind);
        var before = Files(old);
        var store = new RunStore(_folder["runs"]);
        var listed = Assert.Single(store.List());

        Assert.Equal((OldHash, new RunHeading(kind, name, seed, epochs)), (listed.Hash, listed.About));
        Assert.Equal((old, 1.0, false, null), (listed.OldFolder, listed.Share, listed.AtWork, listed.Fault));
        Assert.Null(listed.Finished);
        Assert.Equal(column is null, listed.Numbers.Count == 0);
        Assert.Equal(column is null ? null : number, listed.Numbers.GetValueOrDefault(column ?? ""));
        Assert.Equal(OldHash, store.Named("0123").Hash);
        Assert.Contains(old, Assert.Throws<WorkbenchException>(() => store.FinishedNamed("0123")).Message);
        store.FindOrTrain(TinyRuns.Spec(_data), _data, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(2, store.List().Count);
        Assert.Equal(before, Files(old));
    }

    [Fact]
    public void A_run_of_the_first_layout_is_never_found()
    {
        // The same run as it is asked for today, under the hash that it had.
        var json = JsonNode.Parse(File.ReadAllText(Sample("classification")))!;
        var (plan, data) = (json["spec"]!["plan"].Deserialize<NetworkPlan>(RunJson.Options)!, json["spec"]!["data"].Deserialize<DataIdentity>(RunJson.Options)!);
        var spec = new RunSpec(new Classification(plan), new Recipe { Epochs = 1, BatchSize = 64 }, data, 2);
        var store = new RunStore(_folder["runs"]);
        Old("runs", "classification", json["hash"]!.GetValue<string>());

        Assert.Null(store.Find(spec));
        Assert.NotEqual(json["hash"]!.GetValue<string>(), spec.Hash);
        Assert.Throws<WorkbenchException>(() => RunStore.Read(Assert.Single(Directory.GetDirectories(store.Directory))));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"spec":{"seed":1}}""")]
    [InlineData("""{"spec":{"seed":1,"recipe":{"epochs":1},"plan":{"name":3}}}""")]
    public void What_is_no_run_beside_the_runs_is_passed_over(string text)
    {
        File.WriteAllText(Path.Combine(Old("search", "search"), "run.json"), text);
        File.WriteAllText(Path.Combine(Old("runs", "search"), "run.json"), text);
        var damaged = Assert.Single(new RunStore(_folder["runs"]).List());
        Assert.NotNull(damaged.Fault);
    }

    [Fact]
    public void A_run_of_earlier_semantics_is_told_and_not_reused()
    {
        var spec = TinyRuns.Spec(_data) with { Task = new Renewed(TinyRuns.Plan()) };
        var earlier = Earlier(spec, semantics: 1);
        var before = Files(earlier);
        var notes = new List<string>();
        var store = new RunStore(_folder["runs"]) { Note = notes.Add };
        var steps = new Reported<TrainingProgress>();

        Assert.Null(store.Find(spec));
        var run = store.FindOrTrain(spec, _data, steps, TestContext.Current.CancellationToken);
        Assert.Equal(8, steps.Count);
        Assert.Equal((spec.Hash, 2), (Path.GetFileName(run.Directory), run.Summary.Semantics));
        Assert.Equal(
            $"run {spec.HashAt(1)} has the same spec but was made with semantics 1; 'renewed' now has semantics 2 and gives other bytes, so the run is not reused",
            Assert.Single(notes));
        Assert.Equal(before, Files(earlier));

        // It is still a run, and says what it was.
        Assert.Equal([.. ((string[])[spec.HashAt(1), spec.Hash]).Order()], store.List().Select(listed => listed.Finished!.Summary.Hash));
        Assert.Equal((1, spec.Hash), (RunStore.Read(earlier).Summary.Semantics, RunStore.Read(earlier).Spec.Hash));
        store.FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);
        Assert.Single(notes); // the run that is there is found without a word
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private static string Sample(string kind) => Path.Combine(AppContext.BaseDirectory, "Training", "old-runs", $"{kind}.json");

    private static string[] Files(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFiles().OrderBy(f => f.Name).Select(f => $"{f.Name} {f.LastWriteTimeUtc:O} {Convert.ToHexString(File.ReadAllBytes(f.FullName))}")];

    private string Old(string room, string kind, string hash = OldHash)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder[room], hash)).FullName;
        File.Copy(Sample(kind), Path.Combine(folder, "run.json"), overwrite: true);
        File.WriteAllText(Path.Combine(folder, "timing.csv"), "epoch,images\n");
        return folder;
    }

    // A run as the workbench left it before the task's semantics were raised.
    private string Earlier(RunSpec spec, int semantics)
    {
        var made = new RunStore(_folder["elsewhere"]).FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);
        var folder = Path.Combine(_folder["runs"], spec.HashAt(semantics));
        Directory.CreateDirectory(_folder["runs"]);
        Directory.Move(made.Directory, folder);
        var summary = made.Summary with { Hash = spec.HashAt(semantics), Semantics = semantics };
        File.WriteAllText(Path.Combine(folder, "run.json"), RunJson.Text(summary));
        Checksums.Write(folder, ["run.json", "metrics.csv", "checkpoint.safetensors", Classification.TestCorrect]);
        return folder;
    }

    [RunTask("renewed", Semantics = 2)]
    private sealed record Renewed(NetworkPlan Plan) : RunTask
    {
        public override string Name => Plan.Name;

        public override (long Parameters, long MultiplyAdds) Cost => new Classification(Plan).Cost;

        public override ITaskTraining Begin(RunSpec spec, IRunData data, IReadOnlyList<Run> needed) =>
            new Classification(Plan).Begin(spec with { Task = new Classification(Plan) }, data, needed);
    }
}
