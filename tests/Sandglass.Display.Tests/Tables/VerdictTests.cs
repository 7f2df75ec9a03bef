using Sandglass.Paper;
using Sandglass.Studies;

namespace Sandglass.Display.Tests.Tables;

public class VerdictTests
{
    [Fact]
    public void Another_study_stands_beside_where_it_has_the_comparison()
    {
        var (ours, standard) = (Study.Load("blocks"), Study.Load("blocks-standard"));
        var table = ours.Beside(standard);
        var (here, there) = (ours.Verdicts()[0], standard.Verdicts().Single(outcome => outcome.Planned == ours.Verdicts()[0].Planned));

        Assert.Equal(["0.4x: sandglass − inverted *", Mean(here), here.Words, Mean(there), there.Words], table.Rows[0]);
        Assert.Equal("0.2x: sandglass − inverted *", table.Rows[2][0]);
        Assert.Equal(["", "not compared"], table.Rows[2].Skip(3));
        Assert.EndsWith("Epochs: 8 in blocks, 4 in blocks-standard.", table.Legend);
    }

    [Fact]
    public void Published_differences_stand_beside_ours()
    {
        var variants = Study.Load("variants");
        var (table, first) = (variants.BesidePublished("variants.csv"), variants.Verdicts()[0]);

        Assert.Equal(["(d) − (a) *", "+5.12", Mean(first), first.Column.Bounds(first.Test.Difference), first.Words], table.Rows[0]);
        var order = variants.Rows.GroupBy(row => row.Arm).OrderBy(arm => arm.Average(row => row.TestAccuracy)).Select(arm => arm.Key).ToArray();
        string[] published = ["(a)", "(c)", "(b)", "(d)"];
        var same = (from i in Enumerable.Range(0, 4) from j in Enumerable.Range(i + 1, 3 - i) where Array.IndexOf(order, published[i]) < Array.IndexOf(order, published[j]) select i).Count();
        Assert.EndsWith($"Published order: (a) < (c) < (b) < (d). Order here: {string.Join(" < ", order)}. {same} of 6 pairs have the same order.", table.Legend);
        string Refused(string study) => Assert.Throws<WorkbenchException>(() => Study.Load(study).BesidePublished("variants.csv")).Message;
        Assert.StartsWith("variants.csv names fewer than two arms of the study 'activations'", Refused("activations"));
        Assert.StartsWith("the study 'blocks' has its arms at several budgets", Refused("blocks"));
    }

    [Fact]
    public void Several_studies_answer_in_a_row_a_comparison()
    {
        var names = StudyCatalogue.Names.Where(name => name.StartsWith("re", StringComparison.Ordinal)).ToArray();
        var table = StudyTables.Answers(names);

        Assert.NotEmpty(names);
        foreach (var name in names)
        {
            string[] verdicts = RecordedStudy.Find(name) is { } record ? [.. record.Verdicts().Select(outcome => outcome.Words)] : [RecordedStudy.NotRecorded(name)];
            Assert.Equal(verdicts, table.Rows.Where(row => row[0] == name).Select(row => row[2]));
            Assert.Contains($"{name}: {StudyCatalogue.Named(name).Question}\n", table.Legend);
        }

        Assert.Throws<WorkbenchException>(() => StudyTables.Answers("no-such-study"));
    }

    [Fact]
    public void Robustness_stands_in_columns_beside_the_verdict()
    {
        var variants = Study.Load("variants");
        var (table, third, robust) = (variants.Robustness(), variants.Verdicts()[2], Studies.Robustness.Of(variants)[2]);

        Assert.Equal(["0.4x: (d) − (c) *", third.Words, Mean(third)], table.Rows[2].Take(3));
        Assert.Equal($"{robust.SameVerdicts} of {robust.WithoutASeed.Count}", table.Rows[2][4]);
        var none = variants with { Protocol = variants.Protocol with { Name = "mine", Comparisons = [] } };
        Assert.Equal("the study 'mine' has no planned comparison with runs, and so no verdict; take another study", Assert.Throws<WorkbenchException>(() => none.Robustness()).Message);
    }

    [Fact]
    public void Cells_stand_over_what_they_say_together()
    {
        StudyRecord[] studies = [Study.Load("blocks")];
        var table = studies.Overall();

        var first = studies[0].Verdicts()[0];
        Assert.Equal(["blocks at 0.4x", Mean(first), first.Column.Bounds(first.Test.Difference), "10"], table.Rows[0].Take(4));
        Assert.Equal("overall", table.Totals[0]);
        var marks = Display.Figures.OverallFigure.Of(studies, "sandglass", "inverted").Panels.Single().Series.SelectMany(series => series.Marks).ToArray();
        Assert.Contains(marks, mark => $"{mark.Low:+0.00;−0.00} to {mark.High:+0.00;−0.00}" == table.Totals[2]);
    }

    [Fact]
    public void Primary_verdicts_in_words()
    {
        var variants = Study.Load("variants");
        Assert.StartsWith(
            $"At 0.4x (d) is {string.Join(" and ", variants.Verdicts().Where(outcome => outcome.Planned is { IsPrimary: true, First: "(d)" }).Select(outcome => $"{outcome.Words} (against {outcome.Planned.Second})"))}",
            variants.InWords(),
            StringComparison.Ordinal);
    }

    private static string Mean(ComparisonOutcome outcome) => outcome.Column.Signed(outcome.Test.Difference.Mean);
}
