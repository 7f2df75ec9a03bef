using System.Globalization;
using Sandglass.Tables;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>One finished run of a study: where it stands, and what came out.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Group">Its group.</param>
/// <param name="Family">The family of its blocks; null where it has none.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Run">Hash of the run's spec, the name of its folder.</param>
/// <param name="Environment">Which of the record's environments it ran in, from 0.</param>
/// <param name="Cells">Everything else by column: cost, recipe, the numbers and words of the result, time.</param>
public sealed record StudyRow(
    string Arm, string Group, BlockFamily? Family, int Seed, string Run, int Environment, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>The column of the hashes of the runs that a run needed.</summary>
    public const string NeededRuns = "needed_runs";

    /// <summary>The column of how many steps a run took before it diverged; only where one did.</summary>
    internal const string DivergedAfter = "diverged_after_steps";

    private const string BackendColumn = "backend";
    private const string PrecisionColumn = "precision"; // only where it is not the usual one

    /// <summary>Whose kernels trained it; records from before the column were libtorch's.</summary>
    internal string Backend => Cells.GetValueOrDefault(BackendColumn, Backends.LibTorch);

    /// <summary>In what its steps computed.</summary>
    internal string Precision => Cells.GetValueOrDefault(PrecisionColumn, Precisions.Float32);

    /// <summary>Whether the run diverged, and has no result.</summary>
    internal bool Diverged => Cells.GetValueOrDefault(DivergedAfter, "").Length > 0;

    /// <summary>Trainable parameters.</summary>
    public long Parameters => (long)Number("parameters");

    /// <summary>Multiply-adds of one image, convolutions and linear layers.</summary>
    public long MultiplyAdds => (long)Number("multiply_adds");

    /// <summary>Width multiplier found for the budget; NaN where none was met.</summary>
    public double Width => Number("width_multiplier");

    /// <summary>Learning rate after warm-up.</summary>
    public double LearningRate => Number("learning_rate");

    /// <summary>Accuracy on the validation split after the last epoch, in [0, 1]; NaN where the run diverged.</summary>
    public double ValidationAccuracy => Number("validation_accuracy");

    /// <summary>Accuracy on the test split, read once, in [0, 1]; NaN where the run diverged.</summary>
    public double TestAccuracy => Number("test_accuracy");

    /// <summary>Seconds of training and validation.</summary>
    public double Seconds => Number("seconds");

    /// <summary>Training images a second.</summary>
    public double ImagesPerSecond => Number("training_images_per_second");

    /// <summary>The number of a column; NaN where the cell is empty.</summary>
    /// <param name="column">Name of the column, in snake case.</param>
    /// <exception cref="WorkbenchException">There is no such column, or it holds no number here.</exception>
    public double Number(string column) => Word(column) is not { Length: > 0 } text ? double.NaN
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw new WorkbenchException($"column {column} of {Arm}, seed {Seed}, holds '{text}', which is not a number");

    /// <summary>The text of a column.</summary>
    /// <param name="column">Name of the column, in snake case.</param>
    /// <exception cref="WorkbenchException">There is no such column.</exception>
    public string Word(string column) => Cells.GetValueOrDefault(column)
        ?? throw new WorkbenchException($"the study has no column {column}; use one of {string.Join(", ", Cells.Keys)}");

    /// <summary>The same row with another number in a column, to ask what would follow from it.</summary>
    /// <param name="column">Name of the column, in snake case.</param>
    /// <param name="number">The number.</param>
    public StudyRow With(string column, double number) =>
        this with { Cells = new Dictionary<string, string>(Cells) { [column] = number.ToString("R", CultureInfo.InvariantCulture) } };

    /// <summary>The row of a finished run.</summary>
    /// <param name="place">Its place in the grid.</param>
    /// <param name="run">The run.</param>
    /// <param name="needed">Finished runs that it needed.</param>
    /// <param name="environment">Which of the record's environments it ran in.</param>
    internal static StudyRow Of(StudyRun place, Run run, IReadOnlyList<Run> needed, int environment)
    {
        var cells = new Dictionary<string, string>
        {
            ["width_multiplier"] = Text(place.Arm.Match?.Width ?? (place.Spec.Task as Classification)?.Plan.Width),
            ["parameters"] = Text(run.Parameters),
            ["multiply_adds"] = Text(run.MultiplyAdds),
            ["learning_rate"] = Text(place.Spec.Recipe.LearningRate),
            ["epochs"] = Text(place.Spec.Recipe.Epochs),
            [BackendColumn] = place.Spec.Backend,
        };
        if (place.Spec.Precision != Precisions.Float32)
        {
            cells[PrecisionColumn] = place.Spec.Precision;
        }

        foreach (var (name, value) in run.Facts.Results)
        {
            cells[name] = value is double number ? Text(number) : value as string ?? "";
        }

        cells["seconds"] = Text(run.Seconds);
        cells["training_images_per_second"] = Text(run.ImagesPerSecond);
        if (run.Divergence is { } divergence)
        {
            cells[DivergedAfter] = Text(divergence.Steps);
        }

        if (needed.Count > 0)
        {
            cells[NeededRuns] = string.Join(' ', needed.Select(need => need.Hash));
            cells["needed_seconds"] = Text(needed.Sum(need => need.Seconds));
        }

        return new StudyRow(place.Arm.Name, place.Arm.Group, place.Arm.Family, place.Spec.Seed, run.Hash, environment, cells);
    }

    /// <summary>The row of a run that diverged, with empty cells in the columns of the others' results.</summary>
    internal StudyRow Filled(IEnumerable<string> columns) =>
        !Diverged ? this : this with { Cells = columns.Union(Cells.Keys).ToDictionary(column => column, column => Cells.GetValueOrDefault(column, "")) };

    private static string Text(double? number) => number is { } value && double.IsFinite(value) ? value.ToString(CsvFrame.Number, CultureInfo.InvariantCulture) : "";
}
