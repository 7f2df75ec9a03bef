using System.Globalization;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Paper;

namespace Sandglass.Display.Figures;

/// <summary>The figure of the studies that differ in how many training images they have.</summary>
internal static class TrainingImagesFigure
{
    private const double Apart = 0.08; // of the way to the next number of images
    private const int PanelsARow = 3;

    /// <summary>Test accuracy (%) over training images: a panel a budget, a line a family, with 95 % t intervals over seeds.</summary>
    /// <param name="studies">Recorded studies, each of which says how many training images it has.</param>
    /// <exception cref="ArgumentException">There is no run.</exception>
    /// <exception cref="WorkbenchException">A study does not say how many training images it has.</exception>
    public static Figure Of(IReadOnlyList<StudyRecord> studies)
    {
        var runs = studies.SelectMany(study => study.Rows.Where(row => !row.Diverged), (study, row) => (
            Images: study.Protocol.Fact<int>(BlockComparison.TrainingImagesFact), Row: row)).OrderBy(run => run.Images).ToArray();
        Seeds.Require(runs);
        int[] images = [.. runs.Select(run => run.Images).Distinct()];
        BlockFamily[] families = [.. runs.Select(run => run.Row.Family!.Value).Distinct().Order()];
        var panels = new ReadingPanels(
            [
                new ReadingLayer([.. runs.Select(run => new Reading(
                    run.Row.Group,
                    FamilyPalette.For(run.Row.Family!.Value),
                    run.Images,
                    Array.IndexOf(images, run.Images) + (Apart * (Array.IndexOf(families, run.Row.Family!.Value) - ((families.Length - 1) / 2.0))),
                    100 * run.Row.TestAccuracy))]),
            ],
            Axis.OfWords("Training images (thousands)", [.. images.Select(count => (count / 1000.0).ToString("0.###", CultureInfo.InvariantCulture))]),
            "Test accuracy (%)")
        {
            Least = 0,
            Most = 100,
            Spread = Spread.Bars,
            Where = count => FormattableString.Invariant($"{count:n0} training images"),
        };
        var counts = runs.GroupBy(run => (run.Images, run.Row.Group, run.Row.Family)).Select(point => point.Count()).ToArray();
        return new Figure(
            "accuracy-over-training-images",
            "Test accuracy over the number of training images",
            $"{Seeds.Describe(counts, "a point")} Every run takes about as many steps, whatever its number of images. Budgets are multiply-adds.",
            panels.Build())
        {
            Columns = PanelsARow,
        };
    }
}
