using Sandglass.Deployment.Studies;
using Sandglass.Display;
using Sandglass.Paper;
using Sandglass.Statistics;
using static Sandglass.Display.CellText;

namespace Sandglass;

public static partial class StudyTables
{
    /// <summary>What each arm loses by each scheme: the change of accuracy, what equalization alone changes, and where along the network the ratio
    /// of signal to noise is lowest.</summary>
    /// <param name="study">The study <c>quantization</c>.</param>
    /// <exception cref="WorkbenchException">Its table is damaged.</exception>
    public static Table Losses(this StudyRecord study) => Table.Of(
        ["scheme", "arm", "#change,\npoints", "#95 % interval", "#equalized\nalone", "worst place", "#seeds", "#signal to\nnoise, dB"],
        study.EpochsOf<QuantizationRow>().GroupBy(row => (row.Group, row.Arm)).Select(arm =>
        {
            QuantizationRow[] rows = [.. arm.OrderBy(row => row.Seed).Select(row => row.Row)];
            var change = TInterval.OfMean([.. rows.Select(row => row.QuantizedAccuracy - row.TestAccuracy)]);
            double[] equalized = [.. rows.Where(row => row.EqualizedAccuracy is not null).Select(row => row.EqualizedAccuracy!.Value - row.TestAccuracy)];
            var (place, seeds) = rows.CountBy(row => row.WorstValue).OrderByDescending(place => place.Value).ThenBy(place => place.Key, StringComparer.Ordinal).First();
            return (string[])
            [
                arm.Key.Group,
                arm.Key.Arm,
                NumberText.Points(change.Mean),
                double.IsNaN(change.Low) ? "" : $"{NumberText.Points(change.Low)} to {NumberText.Points(change.High)}",
                equalized.Length > 0 ? NumberText.Points(equalized.Average()) : "",
                place,
                FormattableString.Invariant($"{seeds} of {rows.Length}"),
                Number(rows.Average(row => row.WorstSignalToNoise), "0.0"),
            ];
        })) with
    {
        Legend = "Change: mean over seeds with its 95 % t interval, not corrected. Equalized alone: the same before anything is rounded. Worst place: the value "
            + "that is furthest from single precision on calibration images, in so many seeds; the ratio is the mean over all.",
    };
}
