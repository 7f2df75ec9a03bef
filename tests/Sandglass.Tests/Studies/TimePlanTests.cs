using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Tests.Studies;

public sealed class TimePlanTests : IDisposable
{
    private static readonly Study Study = StudyCatalogue.Named("blocks").Reduced(seeds: 5);

    private readonly Sandglass.Data.DatasetSplits _data = Preset.Standard.LoadData();

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    [InlineData(2)]
    public void Seeds_are_cut_before_epochs(int seeds)
    {
        var all = Fit(TimeSpan.FromHours(10));
        Assert.Equal((5, 8), (all.Study.Seeds.Count, Epochs(all.Study)));
        // What is waited for at the end does not shrink with the seeds: a tenth of a seed is enough for it.
        var time = all.Expected * (seeds + (seeds < 5 ? 0.3 : 0)) / 5;
        var plan = Fit(time);
        Assert.Equal((seeds, 8), (plan.Study.Seeds.Count, Epochs(plan.Study)));
        Assert.True(plan.Expected <= time);
    }

    [Fact]
    public void Epochs_are_halved_where_two_seeds_do_not_fit()
    {
        var two = Fit(Fit(TimeSpan.FromHours(10)).Expected * 2.3 / 5);
        Assert.Equal((2, 8), (two.Study.Seeds.Count, Epochs(two.Study)));
        var plan = Fit(two.Expected * 0.9);
        Assert.Equal(4, Epochs(plan.Study));
        Assert.InRange(plan.Study.Seeds.Count, 2, 5);
        Assert.True(plan.Expected <= two.Expected * 0.9);
    }

    [Fact]
    public void The_least_is_one_epoch_of_one_seed_which_decides_nothing()
    {
        var plan = Fit(TimeSpan.Zero);
        Assert.Equal((1, 1), (plan.Study.Seeds.Count, Epochs(plan.Study)));
        Assert.Null(plan.Decidable(0.01, primary: true));
    }

    [Fact]
    public void Finished_runs_cost_nothing() => Assert.Equal(
        (TimeSpan.Zero, 5), (Fit(TimeSpan.Zero, _ => true).Expected, Fit(TimeSpan.Zero, _ => true).Study.Seeds.Count));

    [Fact]
    public void Fewer_seeds_decide_larger_differences_only() => Assert.True(
        (Fit(TimeSpan.FromHours(10)) with { Study = Study.Reduced(2) }).Decidable(0.004, true)
        > Fit(TimeSpan.FromHours(10)).Decidable(0.004, true));

    public void Dispose() => _data.Dispose();

    private TimePlan Fit(TimeSpan time, Func<StudyRun, bool>? isFinished = null) => TimePlan.Fit(
        Study, time, 2, Study.Arms.ToDictionary(arm => arm, _ => new TrainingSpeed(500, 2000)), _data, isFinished ?? (_ => false));

    private static int Epochs(Study study) => study.Arms.Max(arm => arm.Recipe.Epochs);
}
