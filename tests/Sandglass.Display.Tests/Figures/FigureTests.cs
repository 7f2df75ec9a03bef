using System.Text;
using System.Xml.Linq;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using Sandglass.Studies;

namespace Sandglass.Display.Tests.Figures;

public class FigureTests
{
    private static readonly string[] PngSignature = ["89", "50", "4E", "47"];

    private static IReadOnlyList<Figure> Samples { get; } = All(SampleResults.Rows, SampleResults.Curves);

    [Fact]
    public void The_same_data_give_the_same_bytes()
    {
        var again = All(SampleResults.Rows, SampleResults.Curves);
        foreach (var (first, second) in Samples.Zip(again))
        {
            Assert.Equal(first.ToPng(), second.ToPng());
            Assert.Equal(first.ToSvg(), second.ToSvg());
            Assert.Equal(first.ToHtmlFragment(), second.ToHtmlFragment());
        }
    }

    [Fact]
    public void A_png_has_the_size_it_is_asked_for()
    {
        var png = Samples[0].ToPng(scale: 2);
        Assert.Equal(PngSignature, png.Take(4).Select(b => b.ToString("X2", null)));
        Assert.Equal([0, 0, 0x07, 0x08, 0, 0, 0x04, 0xB0], png[16..24]); // 1800 x 1200
    }

    [Fact]
    public void A_pdf_is_a_page_of_letters_that_is_the_same_each_time()
    {
        foreach (var (first, second) in Samples.Zip(All(SampleResults.Rows, SampleResults.Curves)))
        {
            Assert.Equal(first.ToPdf(), second.ToPdf());
            var text = Encoding.Latin1.GetString(first.ToPdf());
            Assert.StartsWith("%PDF-", text);
            Assert.Contains(FormattableString.Invariant($"/MediaBox [0 0 675 {first.Height * 0.75}]"), text);
            Assert.Contains("/FontFile2", text);
            Assert.DoesNotContain("CreationDate", text);
        }
    }

    [Fact]
    public void An_svg_is_an_element_with_text_that_any_machine_can_show()
    {
        foreach (var svg in Samples.Select(f => f.ToSvg()))
        {
            Assert.StartsWith("<svg", svg);
            var texts = XElement.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text").ToArray();
            Assert.True(texts.Length > 10);
            Assert.All(texts, t => Assert.EndsWith("sans-serif", t.Attribute("font-family")!.Value));
        }
    }

    [Fact]
    public void A_family_is_told_apart_by_colour_in_every_drawing()
    {
        foreach (var figure in Samples)
        {
            var (svg, html) = (figure.ToSvg(), figure.ToHtmlFragment());
            Assert.All(
                Enum.GetValues<BlockFamily>().Select(f => FamilyPalette.For(f).Colour),
                colour =>
                {
                    Assert.Contains(colour, svg, StringComparison.OrdinalIgnoreCase);
                    Assert.Contains(colour, html);
                });
        }
    }

    [Fact]
    public void A_point_and_its_seeds_stand_at_their_cost_however_near_the_next_is()
    {
        Assert.Equal(
            SampleResults.Rows.Select(row => row.MultiplyAdds / 1e6).Order(),
            Samples[0].Panels[0].Series.SelectMany(series => series.Marks).Select(mark => mark.X).Order());
        Assert.All(Samples[0].Panels[0].Series, series => Assert.Equal(
            series.Marks.SelectMany(mark => mark.Singles.Select(single => (mark.X, single))), series.Singles));
        Assert.Equal(3, Samples[0].Panels[0].Series.Select(series => series.CapSize).Distinct().Count());
    }

    [Fact]
    public void Arms_of_one_budget_have_a_row_each_and_need_no_family()
    {
        var record = RecordedStudy.Find("variants")!;
        var bare = record with { Rows = [.. record.Rows.Select(row => row with { Family = null })] };
        foreach (var study in new[] { record, bare })
        {
            var figure = ArmFigures.Of(study);
            var panel = Assert.Single(figure.Panels);
            Assert.Equal(["(a)", "(b)", "(c)", "(d)"], panel.Y.Words.Reverse().Select(words => words.Split('\n')[0]));
            var marks = panel.Series.SelectMany(series => series.Marks).OrderByDescending(mark => mark.Y).ToArray();
            Assert.Equal(["(a)", "(b)", "(c)", "(d)"], marks.Select(mark => mark.Remark.Split('\n')[0]));
            Assert.Equal(record.Of("(a)", "0.4x").Average(row => 100 * row.TestAccuracy), marks[0].X, 9);
            Assert.Equal(record.Of("(a)", "0.4x").Select(row => 100 * row.TestAccuracy), marks[0].Singles);
            Assert.All(panel.Series.SelectMany(series => series.Singles), single => Assert.InRange(Math.Abs(single.Y - Math.Round(single.Y + 0.25)), 0.1, 0.3));
            Assert.DoesNotContain("NaN", figure.ToHtmlFragment());
            Assert.NotEmpty(figure.ToPng());
        }

        var bySeveral = ComparisonFigures.AccuracyAgainstMultiplyAdds(record.Summary()).Panels[0].Series;
        Assert.All(bySeveral, series => Assert.False(series.IsJoined));
        Assert.Equal(["(a)", "(b)", "(c)", "(d)"], bySeveral.SelectMany(series => series.Marks).Select(mark => mark.Label!).Order());
        Assert.Equal(3, ArmFigures.Of(record).Panels[0].Series.Count);
        Assert.Single(ArmFigures.Of(bare).Panels[0].Series);
    }

    [Fact]
    public void A_note_says_what_was_counted_and_over_how_many_seeds()
    {
        Assert.All(Samples, f => Assert.Contains("3 seeds", f.Note));
        Assert.All(Samples, f => Assert.Contains("convolutions and linear layers", f.Note));
        Assert.Contains("95 % t interval", Samples[0].Note);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void One_seed_one_budget_and_equal_points_are_drawn_too(int epochs)
    {
        var rows = SampleResults.Rows.Take(3)
            .Select(r => SampleResults.Row(r.Family, "1x", 1, 80_000, 3_200_000, 0.62))
            .ToArray();

        foreach (var figure in All(rows, SampleResults.CurvesOf(rows, epochs)))
        {
            Assert.Contains("1 seed", figure.Note);
            Assert.NotEmpty(figure.ToPng());
            Assert.NotEmpty(XElement.Parse(figure.ToSvg()).Elements());
            Assert.DoesNotContain("NaN", figure.ToHtmlFragment());
        }
    }

    [Fact]
    public void Without_rows_there_is_no_figure()
    {
        Assert.Throws<ArgumentException>(() => ComparisonFigures.AccuracyAgainstParameters([]));
        Assert.Throws<ArgumentException>(() => LearningCurveFigures.TrainingLoss([]));
    }

    private static IReadOnlyList<Figure> All(IReadOnlyList<ComparisonRow> rows, IReadOnlyList<CurvePoint> curves) =>
    [
        ComparisonFigures.AccuracyAgainstMultiplyAdds(rows),
        ComparisonFigures.AccuracyAgainstParameters(rows),
        LearningCurveFigures.ValidationAccuracy(curves),
        LearningCurveFigures.TrainingLoss(curves),
    ];
}
