using Sandglass.Data;
using Sandglass.Training;

namespace Sandglass.Paper.Tests;

public class StudyCatalogueTests
{
    private static readonly DataIdentity Data = new("images", "1", "2", "3");

    // Matching budgets takes most of the time of these tests.
    private static readonly Dictionary<string, Study> Studies = StudyCatalogue.Names.ToDictionary(name => name, name => StudyCatalogue.Named(name));

    public static TheoryData<string> Names => [.. StudyCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_arm_is_met_to_its_budget_and_no_run_is_there_twice(string name)
    {
        var study = Studies[name];
        Assert.Equal(name, study.Name);
        Assert.All(study.Arms, arm => Assert.Equal(arm.Task is Classification, arm.Match is not null));
        Assert.All(study.Arms, arm => Assert.InRange(arm.Match?.Residual ?? 0, -0.02, 0.02));
        Assert.Equal(study.Arms.Count, study.Arms.DistinctBy(arm => (arm.Name, arm.Group)).Count());
        var runs = study.Runs(Data);
        Assert.Equal(study.Arms.Count * study.Seeds.Count, runs.Select(run => run.Spec.Hash).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_comparison_is_of_arms_that_there_are(string name)
    {
        var study = Studies[name];
        var arms = study.Arms.Select(arm => (arm.Name, arm.Group)).ToHashSet();
        Assert.All(study.Comparisons, planned =>
        {
            Assert.Contains((planned.First, planned.Group), arms);
            Assert.Contains((planned.Second, planned.Group), arms);
        });
        Assert.Equal(study.Comparisons.Count, study.Comparisons.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_worker_is_told_survives_its_text(string name)
    {
        foreach (var run in Studies[name].Reduced(seeds: 1).Runs(Data))
        {
            var order = new RunOrder(run.Spec, Studies[name].Data, Studies[name].ObserversOf(run));
            var read = RunJson.Parse<RunOrder>(RunJson.Text(order));
            Assert.Equal(run.Spec.Hash, read.Spec.Hash);
            Assert.Equal(order.Data, read.Data);
            Assert.Equal(order.Observers, read.Observers);
        }
    }

    [Fact]
    public void Ablations_share_the_sandglass_of_the_main_comparison()
    {
        var main = Studies["blocks"].Arms.Single(arm => arm is { Name: "sandglass", Group: "0.4x" });
        foreach (var name in (string[])["extra-depthwise", "identity-multiplier", "activations", "reduction-ratio", "released-transitions"])
        {
            var arm = Studies[name].Arms.Single(arm => arm.Name == "sandglass");
            Assert.Equal(new RunSpec(main.Task, main.Recipe, Data, 1).Hash, new RunSpec(arm.Task, arm.Recipe, Data, 1).Hash);
        }
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_names_that_there_are()
    {
        var error = Assert.Throws<WorkbenchException>(() => StudyCatalogue.Named("none"));
        Assert.All(StudyCatalogue.Names, name => Assert.Contains(name, error.Message));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_small_a_study_has_the_same_arms_and_takes_seconds(string name)
    {
        var (study, small) = (Studies[name], StudyCatalogue.Named(name, smoke: true));
        Assert.Equal(study.Arms.Select(arm => (arm.Name, arm.Group, arm.Family)), small.Arms.Select(arm => (arm.Name, arm.Group, arm.Family)));
        Assert.Equal(study.Comparisons, small.Comparisons);
        Assert.All(small.Arms.Zip(study.Arms), arms => Assert.True(arms.First.Recipe.Epochs <= arms.Second.Recipe.Epochs));
        Assert.NotEqual(study.Data, small.Data);
    }

    [Fact]
    public void Without_the_recorded_sweep_it_is_said_how_to_record_it()
    {
        using var data = new TemporaryFolder();
        var error = Assert.Throws<WorkbenchException>(() => StudyCatalogue.Sweep(data.Path));
        Assert.Contains("study run learning-rate --record", error.Message);
    }
}
