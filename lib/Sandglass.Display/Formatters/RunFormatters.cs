using System.Globalization;
using Sandglass.Display.Figures;
using Sandglass.Display.Notebooks;
using Sandglass.Statistics;
using Sandglass.Studies;
using Sandglass.Training;

namespace Sandglass.Display.Formatters;

/// <summary>Runs and comparisons of runs.</summary>
internal static class RunFormatters
{
    /// <summary>Registers them.</summary>
    public static void Register()
    {
        new Forms<Run>()
            .Html(run => Facts(run.Summary).ToHtml() + Image(RunCurve.Of(run).ToPng(), "Learning curve"))
            .Png(run => RunCurve.Of(run).ToPng())
            .Plain(run => Facts(run.Summary).ToText());
        new Forms<RunSummary>().Html(summary => Facts(summary).ToHtml()).Plain(summary => Facts(summary).ToText());
        new Forms<IEnumerable<ComparisonRow>>().Html(rows => Rows(rows).ToHtml()).Plain(rows => Rows(rows).ToText());
        new Forms<IEnumerable<ComparisonOutcome>>().Html(rows => Outcomes(rows).ToHtml()).Plain(rows => Outcomes(rows).ToText());
        // One form with words and picture: a viewer shows only the best form that it knows.
        new Forms<TrainingPicture>()
            .Html(picture => $"<p>{HtmlText.Encode(picture.ToString())}</p>\n{Image(picture.ToPng(), "Training loss by step")}")
            .Png(picture => picture.ToPng())
            .Plain(picture => picture.ToString());
    }

    internal static string Image(byte[] png, string words) =>
        $"<img alt=\"{HtmlText.Encode(words)}\" style=\"max-width:100%\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\">\n";

    private static Table Facts(RunSummary run) => Table.Facts(
        ("run", run.Hash),
        ("network", run.Spec.Plan.Name),
        ("data", run.Spec.Data.Name),
        ("cost", string.Create(CultureInfo.InvariantCulture, $"{run.Parameters:n0} parameters, {run.MultiplyAdds:n0} multiply-adds")),
        ("training", string.Create(CultureInfo.InvariantCulture, $"{run.Spec.Recipe.Epochs} epochs, seed {run.Spec.Seed}, threads: {run.Spec.Threads}, {run.Spec.Device}")),
        ("validation accuracy", Percent(run.ValidationAccuracy)),
        ("test accuracy", $"{Percent(run.TestAccuracy)} (one seed)"),
        ("test loss", run.TestLoss.ToString("0.000", CultureInfo.InvariantCulture)));

    private static Table Rows(IEnumerable<ComparisonRow> rows) => new(
        [
            ("arm", false), ("group", false), ("width", true), ("parameters", true), ("multiply-adds", true),
            ("test accuracy", true), ("95 % interval", true), ("seeds", true), ("s a run", true),
        ],
        [.. rows.Select(row => (string[])
        [
            row.Arm,
            row.Budget,
            row.Width.ToString("0.####", CultureInfo.InvariantCulture),
            row.Parameters.ToString("n0", CultureInfo.InvariantCulture),
            row.MultiplyAdds.ToString("n0", CultureInfo.InvariantCulture),
            Percent(row.TestAccuracy.Mean),
            double.IsFinite(row.TestAccuracy.Low)
                ? $"{Percent(row.TestAccuracy.Low)} to {Percent(row.TestAccuracy.High)}"
                : "one seed",
            string.Join(' ', row.Seeds),
            row.SecondsPerRun.ToString("0", CultureInfo.InvariantCulture),
        ])]);

    private static Table Outcomes(IEnumerable<ComparisonOutcome> outcomes) => new(
        [
            ("group", false), ("comparison", false), ("seeds", true), ("difference", true), ("95 % over seeds", true),
            ("95 % over images", true), ("p of none", true), ("p of the margin", true), ("verdict", false), ("seeds to decide", true),
        ],
        [.. outcomes.Select(outcome => (string[])
        [
            outcome.Planned.Group,
            $"{outcome.Planned.First} − {outcome.Planned.Second}{(outcome.Planned.IsPrimary ? " *" : "")}",
            outcome.Test.Pairs.ToString(CultureInfo.InvariantCulture),
            Points(outcome.Test.Difference.Mean),
            Bounds(outcome.Test.Difference),
            Bounds(outcome.Images),
            outcome.DifferenceP.ToString("0.000", CultureInfo.InvariantCulture),
            outcome.EquivalenceP.ToString("0.000", CultureInfo.InvariantCulture),
            outcome.Verdict.ToString().ToLowerInvariant(),
            outcome.SeedsToDecide?.ToString(CultureInfo.InvariantCulture) ?? "",
        ])]);

    private static string Bounds(Interval interval) =>
        double.IsFinite(interval.Low) ? $"{Points(interval.Low)} to {Points(interval.High)}" : "one seed";

    private static string Points(double fraction) => (100 * fraction).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
