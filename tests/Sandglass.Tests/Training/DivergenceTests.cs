using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Training;

/// <summary>A run whose loss is no longer a number: an error, or an answer where it may be one.</summary>
public sealed class DivergenceTests : IDisposable
{
    // So much weight decay at such a rate makes the weights grow a hundredfold in a step.
    private static readonly Recipe Absurd = TinyRuns.Recipe with { Epochs = 12, LearningRate = 99, WeightDecay = 0.99 };

    private readonly Sandglass.Data.DatasetSplits _data = TinyRuns.Data();
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    private RunStore Store => new(_folder["runs"]);

    private RunSpec Spec => TinyRuns.Spec(_data, Absurd);

    [Fact]
    public void It_is_an_error_and_leaves_no_run()
    {
        var error = Assert.Throws<TrainingException>(() => Store.FindOrTrain(Spec, _data, cancellation: _stop));

        Assert.Contains("use a lower learning rate", error.Message);
        Assert.Null(Store.Find(Spec));
        Assert.DoesNotContain(Spec.Hash, Directory.EnumerateFileSystemEntries(_folder["runs"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Where_it_may_be_an_answer_it_is_kept_and_found_and_not_trained_again()
    {
        var notes = new List<string>();
        var run = new RunStore(_folder["runs"]) { Note = notes.Add }.FindOrTrain(Spec, _data, [], mayDiverge: true, null, _stop);
        var (steps, reason) = Assert.IsType<Divergence>(run.Divergence);

        Assert.Equal($"run {Spec.Hash} diverged and is kept so: {reason}", Assert.Single(notes));
        Assert.InRange(steps, 1, 48);
        Assert.InRange(run.Metrics().Rows.Count, (steps - 1) / 4, steps / 4); // the whole epochs; it is met in a step or in a validation
        Assert.InRange(run.Seconds, 1e-9, 100);
        Assert.Empty(run.Numbers());
        Assert.Equal([Spec.Hash], Directory.EnumerateFileSystemEntries(_folder["runs"]).Select(Path.GetFileName));

        var never = new Reported<TrainingProgress>(_ => Assert.Fail("trained again"));
        Assert.Equal(run.Divergence, Store.FindOrTrain(Spec, _data, [], mayDiverge: true, never, _stop).Divergence);
        Assert.Equal(run.Divergence, Assert.Single(Store.List()).Finished!.Divergence);
        Assert.Null(Store.FindWhole(Spec));
        Action[] refused = [() => Store.FindOrTrain(Spec, _data, never, _stop), () => Store.Find(Spec), () => Store.FinishedNamed(Spec.Hash), () => RunStore.Read(run.Directory)];
        Assert.All(refused, refuse => Assert.Equal(reason, Assert.Throws<TrainingException>(refuse).Message));
    }

    [Fact]
    public void The_same_spec_diverges_at_the_same_step_also_when_it_resumes()
    {
        var whole = Store.FindOrTrain(Spec, _data, [], mayDiverge: true, null, _stop);
        var other = new RunStore(_folder["others"]) { CheckpointInterval = TimeSpan.Zero };
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => other.FindOrTrain(
            Spec, _data, [], mayDiverge: true, new Reported<TrainingProgress>(step => { if (step.Step == whole.Divergence!.Steps - 1) { stop.Cancel(); } }), stop.Token));
        var resumed = other.FindOrTrain(Spec, _data, [], mayDiverge: true, null, _stop);

        Assert.Equal(whole.Divergence, resumed.Divergence);
        Assert.Equal(File.ReadAllBytes(whole.Table("metrics.csv")), File.ReadAllBytes(resumed.Table("metrics.csv")));
    }

    [Fact]
    public void A_run_that_does_not_diverge_has_the_same_bytes_where_it_might()
    {
        var spec = TinyRuns.Spec(_data);
        var run = Store.FindOrTrain(spec, _data, cancellation: _stop);
        var might = new RunStore(_folder["others"]).FindOrTrain(spec, _data, [], mayDiverge: true, null, _stop);

        Assert.All(["run.json", "metrics.csv", "checkpoint.safetensors", "test-correct.bits"], name => Assert.Equal(File.ReadAllBytes(run.Table(name)), File.ReadAllBytes(might.Table(name))));
        Assert.DoesNotContain("divergence", File.ReadAllText(run.Table("run.json")));
    }

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }
}
