using System.Globalization;
using Sandglass.Data;
using Sandglass.Studies;
using Sandglass.Tables;
using static Sandglass.Display.CellText;

namespace Sandglass.Display.Tables;

/// <summary>A comparison, a row an arm and budget. Each form takes from the same columns those that its readers need.</summary>
internal static class ComparisonTable
{
    private const string WholeLegend = "Test accuracy: mean over seeds; interval: its 95 % t interval.\n" + CostLegend + " Seconds and speed: medians over runs.";
    private const string NarrowLegend = "Test accuracy: mean over seeds; ±: half of its 95 % t interval.\n" + CostLegend + " Seconds: median of a run.";
    private const string CostLegend = "Multiply-adds: convolutions and linear layers of one image.";

    private static readonly Column Budget = new(row => row.Budget, "budget");
    private static readonly Column Arm = new(row => row.Arm, "arm");
    private static readonly Column Width = new(row => row.Width, "width") { Format = "0.0000" };
    private static readonly Column Accuracy = new(row => row.TestAccuracy.Mean, "test\naccuracy", "%") { Format = "0.00", Scale = 100 };
    private static readonly Column Interval = new(Bounds, "95 % interval", "%") { IsNumber = true };
    private static readonly Column HalfInterval = new(row => row.TestAccuracy.High - row.TestAccuracy.Mean, "±") { Format = "0.00", Scale = 100 };
    private static readonly Column Seeds = new(row => row.Seeds.Count, "seeds") { Format = "n0" };
    private static readonly Column Parameters = new(row => row.Parameters, "parameters") { Format = "n0" };
    private static readonly Column MultiplyAdds = new(row => row.MultiplyAdds, "multiply-adds") { Format = "n0" };
    private static readonly Column Diverged = new(row => row.Diverged, "diverged") { Format = "n0" };
    private static readonly Column Seconds = new(row => row.SecondsPerRun, "seconds\na run") { Format = "0.0" };
    private static readonly Column Speed = new(row => row.TrainingImagesPerSecond, "training", "images/s") { Format = "n0" };

    private static readonly Column[] Whole = [Budget, Arm, Accuracy, Interval, Seeds, Width, Parameters, MultiplyAdds, Seconds, Speed];
    private static readonly Column[] Narrow = [Budget, Arm, Accuracy, HalfInterval, Seeds, Parameters, MultiplyAdds, Seconds];

    private static readonly (string Name, Column Column)[] InFiles =
    [
        ("arm", Arm),
        ("family", new(row => row.Family)),
        ("budget", Budget),
        ("width_multiplier", Width),
        ("parameters", Parameters),
        ("multiply_adds", MultiplyAdds),
        ("test_accuracy_mean", Accuracy),
        ("test_accuracy_low", new(row => row.TestAccuracy.Low)),
        ("test_accuracy_high", new(row => row.TestAccuracy.High)),
        ("interval_level", new(row => row.TestAccuracy.Level)),
        ("seeds", new(row => string.Join(' ', row.Seeds.Select(seed => CsvFrame.Cell(seed))))),
        ("test_accuracies", new(row => string.Join(' ', row.TestAccuracies.Select(accuracy => CsvFrame.Cell(accuracy))))),
        ("seconds_per_run", Seconds),
        ("training_images_per_second", Speed),
    ];

    /// <summary>For notebooks: all that is known of an arm.</summary>
    public static Table Of(IEnumerable<ComparisonRow> rows) => Of(rows, Whole, WholeLegend).WithoutEmptyColumns();

    /// <summary>For a terminal of 80 letters.</summary>
    public static Table Short(IEnumerable<ComparisonRow> rows) => Of(rows, Narrow, NarrowLegend);

    /// <summary>For a page: budgets apart, the families of a budget together.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="arm">What names an arm, as HTML.</param>
    public static string ToPage(IEnumerable<ComparisonRow> rows, Func<ComparisonRow, string> arm)
    {
        var columns = Whole.Except([Budget]).ToArray();
        var sorted = rows.GroupBy(row => row.Budget).SelectMany(budget => budget.OrderBy(row => row.Family)).ToArray();
        var table = Table.Of(columns.Select(column => column == Arm ? "Block" : $"{(column.IsNumber ? "#" : "")}{column.PageHeading}"), sorted.Select(row => columns.Select(column => Cell(column, row)).ToArray()));
        return (table with { Legend = WholeLegend }).ToPage(group: row => $"Budget {HtmlText.Encode(sorted[row].Budget)}");

        string Cell(Column column, ComparisonRow row) => column == Arm ? arm(row)
            : column == Accuracy ? $"<strong>{column.Cell(row)}</strong>"
            : HtmlText.Encode(column.Cell(row));
    }

    /// <summary>For files: numbers to the last digit that means anything, what is not known empty, and the value of each seed.</summary>
    public static string ToCsv(IEnumerable<ComparisonRow> rows) => Csv.Write(
        [.. InFiles.Select(column => column.Name)],
        rows.Select(row => (IReadOnlyList<string>)[.. InFiles.Select(column => CsvFrame.Cell(Known(column.Column.Value(row))))]));

    private static Table Of(IEnumerable<ComparisonRow> compared, Column[] columns, string legend)
    {
        ComparisonRow[] rows = [.. compared];
        var hasDiverged = rows.Any(row => row.Diverged > 0);
        Column[] shown = hasDiverged ? [.. columns.SelectMany(column => column == Seeds ? (Column[])[Seeds, Diverged] : [column])] : columns;
        return Table.Of(shown.Select(column => column.TextHeading), rows.Select(row => shown.Select(column => column.Cell(row)).ToArray())) with
        {
            Legend = hasDiverged ? $"{legend}\n{ArmTables.Diverged}" : legend,
        };
    }

    private static string Bounds(ComparisonRow row) => double.IsFinite(row.TestAccuracy.Low)
        ? $"{Number(100 * row.TestAccuracy.Low, "0.00")} to {Number(100 * row.TestAccuracy.High, "0.00")}"
        : row.Diverged > 0 ? ""
        : "one seed";

    private static object? Known(object value) => value is double number && !double.IsFinite(number) ? null : value;

    /// <summary>A value of a row, its heading with its unit, and how it is written; one without a heading is for files alone.</summary>
    private sealed record Column(Func<ComparisonRow, object> Value, string Heading = "", string Unit = "")
    {
        /// <summary>Format of a number; empty for words.</summary>
        public string Format { get; init; } = "";

        /// <summary>What a number is multiplied by to be in the unit.</summary>
        public double Scale { get; init; } = 1;

        public bool IsNumber { get => field || Format.Length > 0; init; }
        public string TextHeading => $"{(IsNumber ? "#" : "")}{Heading}{(Unit.Length > 0 ? $" {Unit}" : "")}";
        public string PageHeading => $"{Capital(Heading).Replace('\n', ' ')}{(Unit.Length > 0 ? $" <span class=\"unit\">{Unit}</span>" : "")}";

        public string Cell(ComparisonRow row) => Known(Value(row)) switch
        {
            null => "",
            string words => words,
            var number => Number(Scale * Convert.ToDouble(number, CultureInfo.InvariantCulture), Format),
        };
    }
}
