using Microsoft.Data.Analysis;
using Sandglass.Blocks;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>A study's record as tables.</summary>
public static class StudyTables
{
    /// <summary>A row a run; accuracies as fractions in [0, 1].</summary>
    public static DataFrame Runs(StudyRecord record)
    {
        var rows = record.Rows;
        return new DataFrame(
            new StringDataFrameColumn("arm", rows.Select(r => r.Arm)),
            new StringDataFrameColumn("group", rows.Select(r => r.Group)),
            new StringDataFrameColumn("family", rows.Select(r => r.Family.ToString())),
            new Int32DataFrameColumn("seed", rows.Select(r => r.Seed)),
            new StringDataFrameColumn("run", rows.Select(r => r.Run)),
            new DoubleDataFrameColumn("width_multiplier", rows.Select(r => r.Width)),
            new Int64DataFrameColumn("parameters", rows.Select(r => r.Parameters)),
            new Int64DataFrameColumn("multiply_adds", rows.Select(r => r.MultiplyAdds)),
            new DoubleDataFrameColumn("learning_rate", rows.Select(r => r.LearningRate)),
            new Int32DataFrameColumn("epochs", rows.Select(r => r.Epochs)),
            new DoubleDataFrameColumn("validation_accuracy", rows.Select(r => r.ValidationAccuracy)),
            new DoubleDataFrameColumn("test_accuracy", rows.Select(r => r.TestAccuracy)),
            new DoubleDataFrameColumn("test_loss", rows.Select(r => r.TestLoss)),
            new DoubleDataFrameColumn("seconds", rows.Select(r => r.Seconds)),
            new DoubleDataFrameColumn("training_images_per_second", rows.Select(r => r.ImagesPerSecond)),
            new Int32DataFrameColumn("environment", rows.Select(r => r.Environment)));
    }

    /// <summary>A row a run and epoch.</summary>
    public static DataFrame Epochs(StudyRecord record)
    {
        var rows = record.Epochs;
        return new DataFrame(
            new StringDataFrameColumn("arm", rows.Select(r => r.Arm)),
            new StringDataFrameColumn("group", rows.Select(r => r.Group)),
            new Int32DataFrameColumn("seed", rows.Select(r => r.Seed)),
            new Int32DataFrameColumn("epoch", rows.Select(r => r.Metrics.Epoch)),
            new DoubleDataFrameColumn("learning_rate", rows.Select(r => r.Metrics.LearningRate)),
            new DoubleDataFrameColumn("training_loss", rows.Select(r => r.Metrics.TrainingLoss)),
            new DoubleDataFrameColumn("training_accuracy", rows.Select(r => r.Metrics.TrainingAccuracy)),
            new DoubleDataFrameColumn("validation_loss", rows.Select(r => r.Metrics.ValidationLoss)),
            new DoubleDataFrameColumn("validation_accuracy", rows.Select(r => r.Metrics.ValidationAccuracy)));
    }

    internal static StudyRow Run(IReadOnlyDictionary<string, string> row)
    {
        var cells = new CsvRow(row);
        return new StudyRow(
            cells.Text("arm"),
            cells.Text("group"),
            cells.Word<BlockFamily>("family"),
            cells.Whole("seed"),
            cells.Text("run"),
            cells.Number("width_multiplier"),
            cells.Long("parameters"),
            cells.Long("multiply_adds"),
            cells.Number("learning_rate"),
            cells.Whole("epochs"),
            cells.Number("validation_accuracy"),
            cells.Number("test_accuracy"),
            cells.Number("test_loss"),
            cells.Number("seconds"),
            cells.Number("training_images_per_second"),
            cells.Whole("environment"));
    }

    internal static StudyEpoch Epoch(IReadOnlyDictionary<string, string> row)
    {
        var cells = new CsvRow(row);
        return new StudyEpoch(cells.Text("arm"), cells.Text("group"), cells.Whole("seed"), new EpochMetrics(
            cells.Whole("epoch"),
            cells.Number("learning_rate"),
            cells.Number("training_loss"),
            cells.Number("training_accuracy"),
            cells.Number("validation_loss"),
            cells.Number("validation_accuracy")));
    }
}
