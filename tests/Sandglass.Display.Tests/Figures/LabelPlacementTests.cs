using Sandglass.Display.Figures;

namespace Sandglass.Display.Tests.Figures;

public class LabelPlacementTests
{
    [Fact]
    public void Every_point_carries_its_budget_and_labels_do_not_lie_on_one_another()
    {
        var panel = ComparisonFigures.AccuracyAgainstMultiplyAdds(SampleResults.Rows).Panels.Single();
        var boxes = panel.Series.SelectMany(s => s.Marks).Select(m =>
        {
            var (x, y) = ((m.X - panel.X.Low) / panel.X.Span * 810, (panel.Y.High - m.Y) / panel.Y.Span * 400);
            return LayoutBox.Around(x + m.LabelOffset.Right, y + m.LabelOffset.Down, 8 * m.Label!.Length, 14);
        }).ToArray();

        Assert.Equal(6, boxes.Length);
        for (var i = 0; i < boxes.Length; i++)
        {
            Assert.All(boxes[..i], other => Assert.Equal(0, boxes[i].Shared(other)));
        }
    }
}
