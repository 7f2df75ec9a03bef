using Sandglass.Tests.Data;
using Sandglass.Training;

namespace Sandglass.Tests.Studies;

public sealed class OwnStudyTests : IDisposable
{
    private static readonly Recipe Short = new() { Epochs = 1, BatchSize = 10, Augmentation = Sandglass.Data.Augmentation.None };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Networks_are_compared_with_the_first_and_with_each_other()
    {
        var study = Study.Compare(("a", Net(0.2)), ("b", Net(0.25)), ("c", Net(0.3)));
        Assert.Equal(["a-b *", "a-c *", "b-c"], study.Comparisons.Select(planned => $"{planned.First}-{planned.Second}{(planned.IsPrimary ? " *" : "")}"));
        Assert.Equal((3, 3), (study.Arms.Count, study.Seeds.Count));
        Assert.All(study.Arms, arm => Assert.Equal(BlockFamily.Sandglass, arm.Family));
        Assert.Equal(Preset.Standard.Recipe, study.Trained(Preset.Standard).Arms[0].Recipe);
    }

    [Fact]
    public void A_comparison_needs_two_names()
    {
        Assert.Throws<WorkbenchException>(() => Study.Compare(("a", Net(0.2))));
        Assert.Throws<WorkbenchException>(() => Study.Compare(("a", Net(0.2)), ("a", Net(0.3))));
        Assert.Throws<WorkbenchException>(() => Study.Compare(("a", Net(0.2)), (" ", Net(0.3))));
    }

    [Fact]
    public void It_trains_and_takes_a_run_of_ones_own_beside_its_arms()
    {
        var store = new RunStore(_folder["runs"]);
        var images = new EmbeddedImages(2, 1, 1);
        var study = Study.Compare(("a", Net(0.2)), ("b", Net(0.25))) with { Data = images, Seeds = [1, 2] };
        study = study with { Arms = [.. study.Arms.Select(arm => arm with { Recipe = Short })] };
        var record = study.Train(store, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(4, record.Rows.Count);
        Assert.Single(record.Verdicts());

        using var data = images.LoadSplits();
        var run = store.FindOrTrain(new RunSpec(new Classification(Net(0.3)), Short, data.Identity, 1), data, cancellation: TestContext.Current.CancellationToken);
        var with = record.With(run, "yours");
        Assert.Equal((5, 5, "yours"), (with.Rows.Count, with.TestCorrect.Count, Assert.Single(with.Own)));
        Assert.Equal(run.Hash, with.Rows[^1].Run);
        Assert.Equal(record.Verdicts().Select(outcome => outcome.Test), with.Verdicts().Select(outcome => outcome.Test));
        Assert.Equal(5, with.Runs.Rows.Count);
        Assert.Throws<WorkbenchException>(() => with.With(run, "yours"));
        Assert.Throws<WorkbenchException>(() => record.With(run, "a"));
    }

    [Fact]
    public void A_study_that_was_not_recorded_is_told_with_those_that_were()
    {
        var missing = Assert.Throws<WorkbenchException>(() => Study.Load("nothing"));
        Assert.Contains("the study 'nothing' is not recorded", missing.Message);
        Assert.Contains("blocks", missing.Message);
        Assert.Equal("blocks", Study.Load("blocks").Protocol.Name);
    }

    private static NetworkPlan Net(double width) => Plan.SmallImage(BlockFamily.Sandglass).AtWidth(width);
}
