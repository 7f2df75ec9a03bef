using Sandglass.Studies;
using Sandglass.Tests.Data;
using Sandglass.Tests.Training;
using Sandglass.Training;

namespace Sandglass.Tests.Studies;

public sealed class DivergedStudyTests : IDisposable
{
    private static readonly Recipe Short = new() { Epochs = 1, BatchSize = 10, Augmentation = Sandglass.Data.Augmentation.None };
    private static readonly Recipe Absurd = Short with { Epochs = 25, LearningRate = 99, WeightDecay = 0.99 };

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_study_that_allows_it_goes_on_and_its_table_says_so()
    {
        var store = new RunStore(_folder["runs"]);
        var study = Rates(mayDiverge: true, Absurd, Short);
        var record = study.Train(store, cancellation: _stop);

        Assert.Equal([true, true, false, false], record.Rows.Select(row => row.Diverged));
        Assert.All(record.Rows, row => Assert.Equal(row.Diverged, double.IsNaN(row.TestAccuracy) && double.IsNaN(row.ValidationAccuracy)));
        Assert.All(record.Rows, row => Assert.InRange(row.Seconds, 1e-9, 100));
        Assert.All(record.TestCorrect.Take(2), bits => Assert.DoesNotContain(true, bits));
        Assert.Equal(2, record.Summary()[0].Diverged);
        Assert.True(double.IsNaN(record.Summary()[0].TestAccuracy.Mean));
        Assert.Empty(record.Verdicts());
        Assert.Equal(["a"], study.Train(store, _ => new Reported<TrainingProgress>(_ => Assert.Fail("trained again")), _stop).Rows.Where(row => row.Diverged).Select(row => row.Arm).Distinct());

        var runs = RecordedStudy.RunsOf(record).Split('\n');
        var whole = RecordedStudy.RunsOf(Rates(mayDiverge: true, Short, Short).Train(store, cancellation: _stop)).Split('\n');
        Assert.Equal(whole[0].Replace(",environment", $",{StudyRow.DivergedAfter},environment", StringComparison.Ordinal), runs[0]);
        Assert.DoesNotContain(StudyRow.DivergedAfter, whole[0]);

        RecordedStudy.Write(_folder["record"], record);
        var read = RecordedStudy.Read(_folder["record"]);
        Assert.Equal(runs, RecordedStudy.RunsOf(read).Split('\n'));
        Assert.Equal(record.Rows.Select(row => row.Diverged), read.Rows.Select(row => row.Diverged));
    }

    [Fact]
    public void A_study_of_which_every_run_diverged_has_its_table_too()
    {
        var record = Rates(mayDiverge: true, Absurd, Absurd).Train(new RunStore(_folder["runs"]), cancellation: _stop);

        Assert.All(record.Rows, row => Assert.True(row.Diverged && double.IsNaN(row.TestAccuracy)));
        Assert.Empty(record.TestCorrect);
        Assert.Equal(4, record.Runs.Rows.Count);
    }

    [Fact]
    public void Another_study_ends_with_the_error_and_does_not_take_what_was_kept()
    {
        var store = new RunStore(_folder["runs"]);
        Rates(mayDiverge: true, Absurd, Short).Train(store, cancellation: _stop);
        var other = Rates(mayDiverge: false, Absurd, Short);
        using var data = other.Data.Load();

        Assert.Equal(["b", "b"], other.Finished(other.Runs(data.Identity), store).Select(finished => finished.Place.Arm.Name));
        Assert.Contains("use a lower learning rate", Assert.Throws<TrainingException>(() => other.Train(store, cancellation: _stop)).Message);
    }

    [Fact]
    public void It_is_declared_where_runs_may_diverge()
    {
        var (may, must) = (Rates(mayDiverge: true, Short, Short), Rates(mayDiverge: false, Short, Short));
        using var data = may.Data.Load();
        var (after, before) = (DeclaredProtocol.Of(may, data.Identity), DeclaredProtocol.Of(must, data.Identity));

        Assert.Equal("whether runs may diverge changed", Assert.Single(after.ChangesFrom(before)));
        Assert.Equal(before.Runs, after.Runs);
        Assert.DoesNotContain("diverge", CanonicalForm.Of(before).ToJsonString());
    }

    private static Study Rates(bool mayDiverge, Recipe first, Recipe second)
    {
        var network = Plan.SmallImage(BlockFamily.Sandglass).AtWidth(0.2);
        var study = Study.Compare(("a", network), ("b", network)) with { Data = new EmbeddedImages(2, 1, 1), Seeds = [1, 2], MayDiverge = mayDiverge };
        return study with { Arms = [.. study.Arms.Zip([first, second], (arm, recipe) => arm with { Recipe = recipe })] };
    }
}
