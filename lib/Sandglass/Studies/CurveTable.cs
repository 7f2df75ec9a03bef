using Microsoft.Data.Analysis;

namespace Sandglass.Studies;

/// <summary>Learning curves as a table: a row a run and epoch.</summary>
public static class CurveTable
{
    /// <summary>The points as a DataFrame; validation accuracy as a fraction in [0, 1].</summary>
    public static DataFrame ToDataFrame(IReadOnlyList<CurvePoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return new DataFrame(
            new StringDataFrameColumn("family", points.Select(p => p.Family.ToString())),
            new StringDataFrameColumn("budget", points.Select(p => p.Budget)),
            new Int32DataFrameColumn("seed", points.Select(p => p.Seed)),
            new Int32DataFrameColumn("epoch", points.Select(p => p.Epoch)),
            new DoubleDataFrameColumn("training_loss", points.Select(p => p.TrainingLoss)),
            new DoubleDataFrameColumn("validation_accuracy", points.Select(p => p.ValidationAccuracy)));
    }

    /// <summary>The points as CSV with a header line; numbers in the invariant culture.</summary>
    public static string ToCsv(IReadOnlyList<CurvePoint> points) => CsvText.Of(ToDataFrame(points));
}
