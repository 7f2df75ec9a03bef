using System.Globalization;
using Microsoft.Data.Analysis;
using Sandglass.Tables;

namespace Sandglass.Studies;

/// <summary>A comparison as a table: a row an arm and budget, accuracies as fractions in [0, 1].</summary>
internal static class ComparisonTable
{
    /// <summary>
    /// The rows as a DataFrame. Bounds that do not exist are null; seeds and their accuracies are lists separated by
    /// spaces, in the same order.
    /// </summary>
    public static DataFrame ToDataFrame(IReadOnlyList<ComparisonRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new DataFrame(
            new StringDataFrameColumn("arm", rows.Select(r => r.Arm)),
            new StringDataFrameColumn("family", rows.Select(r => r.Family.ToString())),
            new StringDataFrameColumn("budget", rows.Select(r => r.Budget)),
            new DoubleDataFrameColumn("width_multiplier", rows.Select(r => r.Width)),
            new Int64DataFrameColumn("parameters", rows.Select(r => r.Parameters)),
            new Int64DataFrameColumn("multiply_adds", rows.Select(r => r.MultiplyAdds)),
            new DoubleDataFrameColumn("test_accuracy_mean", rows.Select(r => Known(r.TestAccuracy.Mean))),
            new DoubleDataFrameColumn("test_accuracy_low", rows.Select(r => Known(r.TestAccuracy.Low))),
            new DoubleDataFrameColumn("test_accuracy_high", rows.Select(r => Known(r.TestAccuracy.High))),
            new DoubleDataFrameColumn("interval_level", rows.Select(r => r.TestAccuracy.Level)),
            new StringDataFrameColumn("seeds", rows.Select(r => Join(r.Seeds))),
            new StringDataFrameColumn("test_accuracies", rows.Select(r => Join(r.TestAccuracies))),
            new DoubleDataFrameColumn("seconds_per_run", rows.Select(r => Known(r.SecondsPerRun))),
            new DoubleDataFrameColumn("training_images_per_second", rows.Select(r => Known(r.TrainingImagesPerSecond))));
    }

    /// <summary>The rows as CSV with a header line; numbers in the invariant culture, what is not known empty.</summary>
    public static string ToCsv(IReadOnlyList<ComparisonRow> rows) => CsvFrame.ToCsv(ToDataFrame(rows));

    private static double? Known(double value) => double.IsFinite(value) ? value : null;

    private static string Join<T>(IEnumerable<T> values)
        where T : IFormattable =>
        string.Join(' ', values.Select(v => v.ToString(v is double ? CsvFrame.Number : null, CultureInfo.InvariantCulture)));
}
