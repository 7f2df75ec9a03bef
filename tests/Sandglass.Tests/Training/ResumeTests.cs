using Sandglass.Data;
using Sandglass.Tests.Data;
using Sandglass.Training;
using Sandglass.Training.Checkpoints;

namespace Sandglass.Tests.Training;

public sealed class ResumeTests : IDisposable
{
    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();
    private readonly RunSpec _spec;

    // Everything that draws: shuffling, all augmentations and dropout.
    public ResumeTests() => _spec = TinyRuns.Spec(_data, TinyRuns.Recipe with { Epochs = 3, Augmentation = new Augmentation(2, true, 4) }, plan: TinyRuns.Plan() with { Dropout = 0.3 });

    [Fact]
    public void A_run_stopped_after_any_step_goes_on_to_the_same_bytes()
    {
        var whole = Interrupted("whole");
        for (var step = 1; step <= 12; step++)
        {
            AssertSame(whole, Interrupted($"stopped at {step}", step));
        }

        AssertSame(whole, Interrupted("stopped at every step", [.. Enumerable.Range(1, 12)]));
    }

    [Fact]
    public void Tensors_of_a_resumed_run_are_those_of_an_uninterrupted_one_optimiser_and_masks_included()
    {
        StopAt(_folder["straight"], 7);
        StopAt(_folder["resumed"], 3);
        StopAt(_folder["resumed"], 7);
        var (straight, resumed) = (Newest(_folder["straight"]), Newest(_folder["resumed"]));

        Assert.Equal(straight.Tensors.Keys, resumed.Tensors.Keys);
        Assert.Contains("velocity/stem.conv.weight", straight.Tensors.Keys);
        Assert.Contains("dropout", straight.Tensors.Keys);
        Assert.All(straight.Tensors, named => Assert.Equal(named.Value.Data.ToArray(), resumed.Tensors[named.Key].Data.ToArray()));
        Assert.Equal(straight.State.Epochs.Select(epoch => epoch.ToString()), resumed.State.Epochs.Select(epoch => epoch.ToString()));
        Assert.Equal((straight.State.InEpoch!.Epoch, straight.State.InEpoch.Steps), (resumed.State.InEpoch!.Epoch, resumed.State.InEpoch.Steps));
        Assert.Equal(straight.State.InEpoch.Sums, resumed.State.InEpoch.Sums);
    }

    [Fact]
    public void Momentum_free_training_goes_on_too()
    {
        var spec = _spec with { Recipe = _spec.Recipe with { Optimizer = TinyRuns.Momentum(0) } };
        var whole = Store(_folder["whole"]).FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);
        StopAt(_folder["stopped"], 6, spec);
        AssertSame(whole, Store(_folder["stopped"]).FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    [InlineData("mean of weights")]
    [InlineData("exponential")]
    [InlineData("dropout")]
    [InlineData("published")]
    [InlineData("bfloat16")]
    public void Whatever_a_recipe_says_is_resumed(string what)
    {
        var recipe = what switch
        {
            "rmsprop" => _spec.Recipe with { Optimizer = new RmsProp(), LearningRate = 0.01 },
            "adam" => _spec.Recipe with { Optimizer = new Adam(), LearningRate = 0.01, DecaysVectors = true },
            "mean of weights" => _spec.Recipe with { WeightEma = 0.9 },
            "exponential" => _spec.Recipe with { Schedule = new Exponential(0.97) { EveryEpochs = 0.4, Staircase = false } },
            "dropout" or "bfloat16" => _spec.Recipe with { Dropout = 0.5 },
            _ => _spec.Recipe with
            {
                Optimizer = new RmsProp(),
                LearningRate = 0.01,
                WeightEma = 0.9,
                Schedule = new Exponential(0.97) { EveryEpochs = 0.4 },
                Dropout = 0.2,
                GradientClipNorm = 1,
                Warmup = new(Epochs: 1) { StartFactor = 1e-3, Then = AfterWarmup.TheScheduleHasRun },
            },
        };
        var spec = _spec with { Recipe = recipe, Precision = what == Precisions.Bfloat16 ? what : Precisions.Float32 };
        var whole = Store(_folder["whole"]).FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);
        foreach (var step in (int[])[1, 4, 6, 11])
        {
            StopAt(_folder["stopped"], step, spec);
        }

        AssertSame(whole, Store(_folder["stopped"]).FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken));
        Assert.NotEqual(Losses(Interrupted("usual")), Losses(whole)); // it did something
    }

    [Fact]
    public void A_stopped_run_leaves_a_checkpoint_and_says_where_it_goes_on()
    {
        StopAt(_folder["runs"], 5);
        var notes = new List<string>();
        var steps = new Reported<TrainingProgress>();
        new RunStore(_folder["runs"]) { Note = notes.Add }.FindOrTrain(_spec, _data, steps, TestContext.Current.CancellationToken);

        Assert.Equal($"run {_spec.Hash} resumes from its checkpoint at step 6 of 12", Assert.Single(notes));
        Assert.Equal([6, 7, 8, 9, 10, 11, 12], steps.Select(s => s.Step));
        Assert.Equal([_spec.Hash], Directory.EnumerateFileSystemEntries(_folder["runs"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_run_stopped_before_its_first_step_leaves_nothing()
    {
        var store = Store(_folder["runs"]);
        Assert.ThrowsAny<OperationCanceledException>(() => store.FindOrTrain(_spec, _data, null, new CancellationToken(true)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(store.Directory));
    }

    [Fact]
    public void Only_two_checkpoints_are_kept()
    {
        var most = 0;
        Store(_folder["runs"]).FindOrTrain(_spec, _data, new Reported<TrainingProgress>(_ =>
            most = Math.Max(most, Directory.GetFiles(_folder["runs"], "state-*", SearchOption.AllDirectories).Length)), TestContext.Current.CancellationToken);
        Assert.Equal(2, most);
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    // A checkpoint after every step.
    private static RunStore Store(string directory) => new(directory) { CheckpointInterval = TimeSpan.Zero };

    private static void AssertSame(Run expected, Run actual)
    {
        Assert.Equal(Files(expected), Files(actual));
        Assert.All(
            Files(expected).Where(name => name != "timing.csv"),
            name => Assert.Equal(File.ReadAllBytes(expected.Table(name)), File.ReadAllBytes(actual.Table(name))));
        Assert.Equal(expected.Timing.Select(t => (t.Epoch, t.Images)), actual.Timing.Select(t => (t.Epoch, t.Images)));
    }

    private static IEnumerable<double> Losses(Run run) => run.Epochs<EpochMetrics>().Select(epoch => epoch.ValidationLoss);

    private static string[] Files(Run run) => [.. Directory.EnumerateFiles(run.Directory).Select(f => Path.GetFileName(f)).Order()];

    private void StopAt(string directory, int step, RunSpec? spec = null)
    {
        using var stop = new CancellationTokenSource();
        var progress = new Reported<TrainingProgress>(p =>
        {
            if (p.Step == step)
            {
                stop.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => new RunStore(directory).FindOrTrain(spec ?? _spec, _data, progress, stop.Token));
        Assert.Equal(step, progress[^1].Step);
    }

    private Run Interrupted(string name, params int[] steps)
    {
        foreach (var step in steps)
        {
            StopAt(_folder[name], step);
        }

        return Store(_folder[name]).FindOrTrain(_spec, _data, cancellation: TestContext.Current.CancellationToken);
    }

    private (RunState State, IReadOnlyDictionary<string, Sandglass.Weights.SafetensorsTensor> Tensors) Newest(string runs)
    {
        var entry = new CheckpointFolder(TinyRuns.Attempt(runs, _spec)).Entries()[0];
        var checkpoint = CheckpointFormat.Parse(CheckpointFolder.Read(entry), entry.Path, _spec.Hash);
        return (RunState.Parse(checkpoint.State), checkpoint.Tensors);
    }
}
