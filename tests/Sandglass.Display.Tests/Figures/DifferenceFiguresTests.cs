using Sandglass.Display.Figures;
using Sandglass.Studies;

namespace Sandglass.Display.Tests.Figures;

public class DifferenceFiguresTests
{
    private const string Published = "Published effect, carried over";

    [Fact]
    public void Rows_show_the_interval_by_which_they_are_judged()
    {
        var record = Study.Load("blocks");
        var marks = DifferenceFigures.Of(record).Panels.Single().Series.Single(series => series.Style.Name == "Corrected interval over seeds").Marks;
        var outcomes = record.Verdicts();

        Assert.Equal(outcomes.Count, marks.Count);
        Assert.All(outcomes, outcome => Assert.Contains(marks, mark => mark.Low == 100 * outcome.Corrected.Low && mark.High == 100 * outcome.Corrected.High));
    }

    // 1.7 points from 72.3 % at 89.07, 88.48 and 86.91 %, and 2.3 points from 65.4 % at the first of them.
    [Fact]
    public void Published_effects_stand_on_the_line_of_their_comparison()
    {
        var panel = DifferenceFigures.Of(Study.Load("blocks")).Panels.Single();
        var marks = panel.Series.Single(series => series.Style.Name == Published).Marks;

        Assert.Equal([0.81, 0.85, 0.95, 0.97], marks.Select(mark => Math.Round(mark.X, 2)).Order());
        Assert.All(marks, mark => Assert.StartsWith("sandglass − inverted\n", panel.Y.Words[(int)mark.Y], StringComparison.Ordinal));
        Assert.All(marks, mark => Assert.InRange(mark.X, panel.X.Low, panel.X.High));
    }

    [Fact]
    public void Without_a_published_effect_none_is_drawn_or_explained()
    {
        var record = Study.Load("released-transitions");
        foreach (var figure in new[] { DifferenceFigures.Of(record), DifferenceFigures.Of(record with { Protocol = record.Protocol with { Name = "mine" } }) })
        {
            Assert.DoesNotContain(figure.Panels.Single().Series, series => series.Style.Name == Published);
            Assert.DoesNotContain("Published", figure.Note, StringComparison.Ordinal);
        }

        Assert.EndsWith("carried over to the accuracy of the second arm.", DifferenceFigures.Of(Study.Load("blocks")).Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_that_was_planned_the_other_way_round_has_the_effect_turned()
    {
        var record = Study.Load("variants");
        var turned = record with { Protocol = record.Protocol with { Comparisons = [new("(c)", "(d)", "0.4x", IsPrimary: true)] } };
        var outcome = ComparisonOutcome.Of(turned).Single();

        var effect = Assert.Single(Paper.PublishedEffects.Of("variants", [outcome])[outcome.Planned]);
        Assert.Equal(-0.024025, effect, 6);
    }
}
