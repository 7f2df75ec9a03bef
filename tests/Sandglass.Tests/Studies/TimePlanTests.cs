using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Studies;
using Sandglass.Tests.Training;
using Sandglass.Training;

namespace Sandglass.Tests.Studies;

public class TimePlanTests
{
    private static readonly DataIdentity Data = new("images", "1", "2", "3");

    private static readonly Study Study = new()
    {
        Name = "sample",
        Question = "Which block?",
        Data = new EmbeddedImages(),
        Seeds = [1, 2, 3, 4, 5],
        Arms =
        [
            .. from width in (double[])[0.4, 0.2, 0.1]
               from family in Enum.GetValues<BlockFamily>()
               select new StudyArm($"{family}", $"{width}", new Classification(MacroPlan.SmallImage.Fill(family, width)), new Recipe { Epochs = 8 }),
        ],
        Comparisons = [new("Sandglass", "Bottleneck", "0.4", IsPrimary: true), new("Sandglass", "InvertedResidual", "0.4", IsPrimary: true)],
    };

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

    [Fact]
    public void A_finished_run_says_how_long_others_take()
    {
        var time = TrainingTime.Of(seconds: 80, epochs: 8, before: 100);
        Assert.Equal(10, time.Epoch);
        Assert.Equal(100 + 2 + 10, time.Once); // what it needs, the start, and the test, which takes about an epoch
        Assert.Equal(112 + 40, time.Seconds(4));
    }

    [Fact]
    public void An_arm_is_measured_in_a_few_steps()
    {
        using var data = TinyRuns.Data();
        var spec = new RunSpec(new Classification(TinyRuns.Plan()), TinyRuns.Recipe with { Epochs = 1000 }, data.Identity, Seed: 1);
        var time = TrainingTime.Measure(spec, data, TestContext.Current.CancellationToken);
        Assert.InRange(time.Epoch, 1e-4, 20);
        Assert.InRange(time.Once, 2, 22);
        Assert.ThrowsAny<OperationCanceledException>(() => TrainingTime.Measure(spec, data, new CancellationToken(true)));
    }

    private static TimePlan Fit(TimeSpan time, Func<StudyRun, bool>? isFinished = null) => TimePlan.Fit(
        Study, time, 2, Study.Arms.ToDictionary(arm => arm, _ => new TrainingTime(25, 7)), Data, isFinished ?? (_ => false));

    private static int Epochs(Study study) => study.Arms.Max(arm => arm.Recipe.Epochs);
}
