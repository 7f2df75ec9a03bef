using Sandglass.Display.Figures;
using Sandglass.Display.Style;

namespace Sandglass.Display.Tests.Figures;

public sealed class StudyCurvesTests
{
    [Fact]
    public void Arms_are_lines_and_groups_panels_in_the_colours_of_their_families()
    {
        var figures = StudyCurves.Of(Study.Load("blocks"));
        Assert.Equal(["Training loss by epoch", "Validation accuracy by epoch"], figures.Select(figure => figure.Title));
        Assert.Equal(["0.4x", "0.2x", "0.1x"], figures[0].Panels.Select(panel => panel.Heading));
        Assert.All(figures[1].Panels, panel => Assert.Equal(
            [BlockFamily.Bottleneck, BlockFamily.InvertedResidual, BlockFamily.Sandglass], panel.Series.Select(series => Family(series.Style.Colour))));
        Assert.All(figures[1].Panels.SelectMany(panel => panel.Series), series => Assert.Equal(8, series.Marks.Count));
        Assert.Equal("Line: mean over 10 seeds; band: least to greatest of them.", figures[0].Note);
    }

    [Fact]
    public void Arms_of_one_family_have_a_line_each()
    {
        var series = StudyCurves.Of(Study.Load("variants"))[0].Panels.Single().Series;
        Assert.Equal(["(a)", "(b)", "(c)", "(d)"], series.Select(line => line.Style.Name));
        Assert.Equal(4, series.Select(line => line.Style.Colour).Distinct().Count());
    }

    [Fact]
    public void A_study_without_epochs_has_none() => Assert.Empty(StudyCurves.Of(Study.Load("quantization")));

    [Theory]
    [InlineData("detection", "Classification loss by epoch", "Validation precision by epoch")]
    [InlineData("search", "Training loss by epoch")] // found networks are trained on all images and validated on none
    public void Other_tasks_have_curves_of_what_their_epochs_kept(string study, params string[] titles) =>
        Assert.Equal(titles, StudyCurves.Of(Study.Load(study)).Select(figure => figure.Title).Order(StringComparer.Ordinal));

    [Fact]
    public void A_column_without_a_number_has_none_and_a_damaged_table_is_one_error()
    {
        var study = Study.Load("variants");
        StudyRecord With(string csv) => study with { Tables = new Dictionary<string, string> { [StudyRecord.EpochTable] = csv } };
        const string header = "arm,group,seed,epoch,training_loss,validation_precision\n";
        Assert.Equal("Training loss by epoch", Assert.Single(StudyCurves.Of(With($"{header}(a),0.4x,1,1,2,\n(a),0.4x,1,2,NaN,\n"))).Title);
        Assert.Contains("cannot be drawn", Assert.Throws<WorkbenchException>(() => StudyCurves.Of(With($"{header}other,0.4x,1,2,2,\n"))).Message, StringComparison.Ordinal);
    }

    private static BlockFamily Family(string colour) => Enum.GetValues<BlockFamily>().Single(family => FamilyPalette.For(family).Colour == colour);
}
