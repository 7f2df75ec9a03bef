using Sandglass.Data;
using Sandglass.Tests.Data;
using Sandglass.Training;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Sandglass.Tests.Training;

public sealed class ObserverTests : IDisposable
{
    private static readonly string[] Decided = ["run.json", "metrics.csv", "checkpoint.safetensors", "test-correct.bits"];

    private readonly Sandglass.Data.DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public void An_observed_run_has_the_bytes_of_an_unobserved_one()
    {
        var plain = Train("plain");
        var observed = Train("observed", new Vandal("a.csv"), new Vandal("b.csv"));

        Assert.All(Decided, name => Assert.Equal(Bytes(plain, name), Bytes(observed, name)));
        Assert.Equal(["epoch,loss", "0,", "1,seen", "2,seen"], File.ReadAllLines(observed.Table("a.csv")));
        Assert.Equal(File.ReadAllText(observed.Table("a.csv")), File.ReadAllText(observed.Table("b.csv")));
        Assert.False(plain.Has("a.csv"));
    }

    [Fact]
    public void Only_wanted_epochs_are_observed()
    {
        var run = Train("runs", new Vandal("a.csv") { First = 2 });
        Assert.Equal("epoch,loss\n2,seen\n", File.ReadAllText(run.Table("a.csv")));
    }

    [Fact]
    public void A_finished_run_gets_the_table_that_it_lacks_and_is_not_changed_otherwise()
    {
        var plain = Train("runs", new Vandal("a.csv"));
        var before = Written(plain);
        var observed = Train("runs", new Vandal("a.csv") { First = 99 }, new Vandal("b.csv"));

        Assert.Equal(before, Written(observed).Where(file => !file.StartsWith("b.csv", StringComparison.Ordinal)));
        Assert.Equal(File.ReadAllText(observed.Table("a.csv")), File.ReadAllText(observed.Table("b.csv")));
        Assert.Equal([plain.Summary.Hash], Directory.EnumerateFileSystemEntries(_folder["runs"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_cut_run_keeps_the_rows_so_far_and_makes_each_once()
    {
        using var stop = new CancellationTokenSource();
        var whole = Train("whole", new Vandal("a.csv"), new Vandal("b.csv"));
        var store = new RunStore(_folder["cut"]);
        EpochObserver[] cut = [new Vandal("a.csv"), new Vandal("b.csv") { React = epoch => Cut(epoch, stop) }];
        Assert.ThrowsAny<OperationCanceledException>(() => store.FindOrTrain(TinyRuns.Spec(_data), _data, cut, cancellation: stop.Token));
        var seen = new List<int>();
        var run = store.FindOrTrain(
            TinyRuns.Spec(_data), _data, [new Vandal("a.csv") { React = seen.Add }, new Vandal("b.csv")], cancellation: _stop);

        Assert.Equal([2], seen);
        Assert.All([.. Decided, "a.csv", "b.csv"], name => Assert.Equal(Bytes(whole, name), Bytes(run, name)));
    }

    [Fact]
    public void A_cut_run_goes_on_without_its_observer()
    {
        using var stop = new CancellationTokenSource();
        var whole = Train("whole");
        var store = new RunStore(_folder["cut"]);
        EpochObserver[] cut = [new Vandal("a.csv") { React = epoch => Cut(epoch, stop) }];
        Assert.ThrowsAny<OperationCanceledException>(() => store.FindOrTrain(TinyRuns.Spec(_data), _data, cut, cancellation: stop.Token));
        var steps = new Reported<TrainingProgress>();
        var run = store.FindOrTrain(TinyRuns.Spec(_data), _data, steps, _stop);

        Assert.Equal([5, 6, 7, 8], steps.Select(s => s.Step));
        Assert.False(run.Has("a.csv"));
        Assert.All(Decided, name => Assert.Equal(Bytes(whole, name), Bytes(run, name)));
    }

    [Fact]
    public void A_run_that_was_cut_without_an_observer_is_begun_anew_with_it()
    {
        using var stop = new CancellationTokenSource();
        var notes = new List<string>();
        var store = new RunStore(_folder["cut"]) { Note = notes.Add };
        var cut = new Reported<TrainingProgress>(p => Cut(p.Step - 4, stop));
        Assert.ThrowsAny<OperationCanceledException>(() => store.FindOrTrain(TinyRuns.Spec(_data), _data, cut, stop.Token));
        var run = store.FindOrTrain(TinyRuns.Spec(_data), _data, [new Vandal("a.csv")], cancellation: _stop);

        Assert.Equal(4, File.ReadAllLines(run.Table("a.csv")).Length);
        Assert.Contains("starts again", Assert.Single(notes));
    }

    [Fact]
    public void A_run_of_other_bytes_gets_no_table()
    {
        var run = Train("runs");
        File.AppendAllText(run.Checkpoint, "x");
        Checksums.Write(run.Directory, Decided); // which now vouches for it
        var error = Assert.Throws<WorkbenchException>(() => Train("runs", new Vandal("a.csv")));

        Assert.Contains(run.Directory, error.Message);
        Assert.Contains("checkpoint.safetensors", error.Message);
        Assert.False(run.Has("a.csv"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../a.csv")]
    [InlineData(".hidden")]
    [InlineData("run.json")]
    [InlineData("twice.csv")]
    public void A_tables_name_is_a_file_name_of_its_own(string name) =>
        Assert.Throws<ArgumentException>(() => Train("runs", new Vandal("twice.csv"), new Vandal(name)));

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    private static byte[] Bytes(Run run, string name) => File.ReadAllBytes(Path.Combine(run.Directory, name));

    private static string[] Written(Run run) =>
        [.. new DirectoryInfo(run.Directory).EnumerateFiles().OrderBy(f => f.Name).Select(f => $"{f.Name} {f.LastWriteTimeUtc:O}")];

    private static void Cut(int epoch, CancellationTokenSource stop)
    {
        if (epoch == 1)
        {
            stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
        }
    }

    private Run Train(string name, params EpochObserver[] observers) =>
        new RunStore(_folder[name]).FindOrTrain(TinyRuns.Spec(_data), _data, observers, cancellation: _stop);

    private sealed record Row(int Epoch, string Loss);

    /// <summary>Leaves statistics, weights, gradients and mode in a mess.</summary>
    private sealed class Vandal(string name) : EpochObserver(name, typeof(Row))
    {
        public int First { get; init; }

        public Action<int>? React { get; init; }

        public override bool Wants(int epoch) => epoch >= First;

        public override IEnumerable<object> Observe(EpochMoment moment, CancellationToken cancellation)
        {
            React?.Invoke(moment.Epoch);
            Assert.True(ClassifierTraining.In(moment).Network.training);
            using var scope = NewDisposeScope();
            var images = randn(8, 1, 12, 12);
            F.cross_entropy(ClassifierTraining.In(moment).Network.call(images), zeros(8, ScalarType.Int64)).backward();
            using (no_grad())
            {
                ClassifierTraining.In(moment).Network.parameters().First().fill_(7);
            }

            ClassifierTraining.In(moment).Network.eval();
            return [new Row(moment.Epoch, moment.LastEpoch is null ? "" : "seen")];
        }
    }
}
