using Sandglass.Paper;
using Sandglass.Studies;

namespace Sandglass.Display.Tests.Tables;

public class VerdictTests
{
    [Fact]
    public void Another_study_stands_beside_where_it_has_the_comparison()
    {
        var table = Study.Load("blocks").Beside(Study.Load("blocks-standard"));

        Assert.Equal(["0.4x: sandglass − inverted *", "−0.52", "behind by 0.52 points, less than the margin", "−0.45", "undecided"], table.Rows[0]);
        Assert.Equal(["0.2x: sandglass − inverted *", "−0.39", "equal within the margin", "", "not compared"], table.Rows[2]);
        Assert.EndsWith("Epochs: 8 in blocks, 4 in blocks-standard.", table.Legend);
    }

    [Fact]
    public void Published_differences_stand_beside_ours()
    {
        var table = Study.Load("variants").BesidePublished("variants.csv");

        Assert.Equal(["(d) − (a) *", "+5.12", "+0.16", "−0.38 to +0.70", "equal within the margin"], table.Rows[0]);
        Assert.EndsWith("Published order: (a) < (c) < (b) < (d). Order here: (c) < (b) < (a) < (d). 4 of 6 pairs have the same order.", table.Legend);
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
        var table = Study.Load("variants").Robustness();

        Assert.Equal(["0.4x: (d) − (c) *", "ahead by 1.26 points", "+1.26", "+1.11 to +1.45", "2 of 5", "0.063", "6.3 %"], table.Rows[2]);
        Assert.Contains("in the rest it is undecided or equal within margin.", table.Legend);
        Assert.Throws<WorkbenchException>(() => Study.Load("learning-rate").Robustness());
    }

    [Fact]
    public void Cells_stand_over_what_they_say_together()
    {
        StudyRecord[] studies = [Study.Load("blocks")];
        var table = studies.Overall();

        Assert.Equal(["blocks at 0.4x", "−0.52", "−0.82 to −0.23", "10", "35.2 %"], table.Rows[0]);
        Assert.Equal("overall", table.Totals[0]);
        var marks = Display.Figures.OverallFigure.Of(studies, "sandglass", "inverted").Panels.Single().Series.SelectMany(series => series.Marks).ToArray();
        Assert.Contains(marks, mark => $"{mark.Low:+0.00;−0.00} to {mark.High:+0.00;−0.00}" == table.Totals[2]);
    }

    [Fact]
    public void Primary_verdicts_in_words() => Assert.Equal(
        "At 0.4x (d) is equal within the margin (against (a)) and undecided (against (b)) and ahead by 1.26 points (against (c)).",
        Study.Load("variants").InWords());
}
