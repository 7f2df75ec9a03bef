using System.Globalization;
using Sandglass.Display.Figures;
using Sandglass.Display.Tables;
using Sandglass.Studies;
using Sandglass.Training;
using static Sandglass.Display.CellText;

namespace Sandglass.Display.Formatters;

/// <summary>Runs and comparisons of runs.</summary>
internal static class RunFormatters
{
    public static void Register()
    {
        new Forms<Run>()
            .Html(run => Mime.Image(LearningCurveFigures.Of(run).ToPng(), "Learning curve") + Facts(run).ToHtml())
            .Png(run => LearningCurveFigures.Of(run).ToPng())
            .Plain(run => Facts(run).ToText());
        new Forms<IEnumerable<ComparisonRow>>().Table(ComparisonTable.Of);
        new Forms<IEnumerable<ComparisonOutcome>>().Table(outcomes => OutcomeTable.Of([.. outcomes]));
        // One form with words and picture: a viewer shows only the best form that it knows.
        new Forms<TrainingPicture>()
            .Html(picture => $"<p>{HtmlText.Encode(picture.ToString())}</p>\n{Mime.Image(picture.ToPng(), "Training loss by step")}")
            .Png(picture => picture.ToPng())
            .Plain(picture => picture.ToString());
    }

    private static Table Facts(Run run)
    {
        var spec = run.Spec;
        return Table.Facts(
        [
            ("run", run.Hash),
            (spec.Task is Classification ? "network" : run.Facts.About.Kind, run.Name),
            ("data", spec.Data.Name),
            ("cost", FormattableString.Invariant($"{run.Parameters:n0} parameters, {run.MultiplyAdds:n0} multiply-adds")),
            ("training", FormattableString.Invariant($"{Epochs(spec.Recipe.Epochs)}, seed {spec.Seed}, threads: {spec.Threads}, {Backends.Words(spec)}")),
            .. run.Numbers().Where(number => number.Value is not null).Select(number => (number.Key.Replace('_', ' '), Number(number.Key, number.Value!.Value))),
        ]);
    }

    private static string Epochs(int count) => count == 1 ? "1 epoch" : FormattableString.Invariant($"{count} epochs");

    private static string Number(string name, double value) => name switch
    {
        "test_accuracy" => $"{Percent(value)} (one seed)",
        _ when name.EndsWith("accuracy", StringComparison.Ordinal) => Percent(value),
        _ when name.EndsWith("loss", StringComparison.Ordinal) => value.ToString("0.000", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0.####", CultureInfo.InvariantCulture),
    };
}
