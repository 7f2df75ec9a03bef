using Sandglass.Studies;

namespace Sandglass.Paper.Tests;

/// <summary>The recorded studies of the repository.</summary>
public class RecordedStudiesTests
{
    public static TheoryData<string> Names => [.. RecordedStudy.Names()];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_was_declared_before_its_runs(string name) =>
        Assert.Contains(Declaration.Read(RecordedStudy.Folder(name)), entry => entry.Protocol.IsOf(Study.Load(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_can_be_read_and_is_of_a_study_that_has_its_name(string name)
    {
        var record = RecordedStudy.Find(name)!;
        var study = StudyCatalogue.Named(name);

        Assert.Equal(name, record.Protocol.Name);
        Assert.NotEmpty(record.Rows);
        Assert.Equal((study.Outcome, study.Margin), (record.Protocol.Outcome, record.Protocol.Margin));
        Assert.Equal(study.Comparisons.ToHashSet(), record.Protocol.Comparisons.ToHashSet());
        var grid = study.Arms.ToDictionary(arm => (arm.Name, arm.Group));
        Assert.All(record.Rows, row =>
        {
            var arm = grid[(row.Arm, row.Group)];
            Assert.Equal(arm.Family, row.Family);
            Assert.Contains(row.Seed, record.Protocol.Seeds);
            if (name != "search") // what a search finds costs what it costs
            {
                Assert.Equal((arm.Cost.Parameters, arm.Cost.MultiplyAdds), (row.Parameters, row.MultiplyAdds));
            }
        });
        Assert.Equal(study.Comparisons.Count, ComparisonOutcome.Of(record).Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_runs_have_the_names_that_their_specs_have_now(string name)
    {
        var record = RecordedStudy.Find(name)!;
        var study = StudyCatalogue.Named(name);
        study = study.Reduced(study.Seeds.Count, (int)record.Rows[0].Number("epochs")) with { Backend = record.Rows[0].Backend }; // time may have cut the epochs
        using var data = study.Data.Load();
        var names = study.Runs(data.Identity).ToDictionary(run => (run.Arm.Name, run.Arm.Group, run.Spec.Seed), run => run.Spec.Hash);
        Assert.All(record.Rows, row => Assert.Equal(names[(row.Arm, row.Group, row.Seed)], row.Run));
    }
}
