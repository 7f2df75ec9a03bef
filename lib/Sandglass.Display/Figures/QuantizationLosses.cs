using MathNet.Numerics.Statistics;
using Sandglass.Deployment.Studies;
using Sandglass.Display;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Statistics;
using static Sandglass.Display.CellText;

namespace Sandglass;

/// <summary>Where a network loses by quantization, in a line.</summary>
public static class QuantizationLosses
{
    /// <summary>How far the weights of each channel reach, of all depthwise layers: what one scale a layer has to serve.</summary>
    /// <param name="run">A run that leaves a network with depthwise convolutions.</param>
    /// <exception cref="WorkbenchException">It leaves none, or its weights are damaged.</exception>
    public static Figure WeightRanges(this Run run) => WeightRangeFigure.Of(run);

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
                Points(change.Mean),
                double.IsNaN(change.Low) ? "" : $"{Points(change.Low)} to {Points(change.High)}",
                equalized.Length > 0 ? Points(equalized.Average()) : "",
                place,
                FormattableString.Invariant($"{seeds} of {rows.Length}"),
                Number(rows.Select(row => row.WorstSignalToNoise).Median(), "0.0"),
            ];
        })) with
    {
        Legend = "Change: mean over seeds with its 95 % t interval, not corrected. Equalized alone: the same before anything is rounded. Worst place: the value "
            + "that is furthest from single precision on calibration images, in so many seeds; the ratio is the median over seeds.",
    };

    private static string Points(double share) => Number(100 * share, "+0.00;−0.00;0.00");
}
