namespace Sandglass.Display.Pages;

/// <summary>A column of numbers of a network's page.</summary>
/// <param name="Precision">What it stands under, such as <c>float32</c>; empty where the precision does not matter.</param>
/// <param name="Heading">What it counts.</param>
/// <param name="Unit">Its unit: empty for whole numbers, <c>kB</c> (1,000 bytes) or <c>µs</c>.</param>
/// <param name="Of">The number of an operator, in bytes where the unit is kB; null where it has none.</param>
internal sealed record OperatorColumn(string Precision, string Heading, string Unit, Func<OperatorRow, double?> Of)
{
    private const string Bytes = "kB";
    private const string Time = "µs";
    private const double Kilo = 1000;

    /// <summary>Whether several operators have the largest of their numbers, as memory does, or else the sum.</summary>
    public bool IsPeak { get; private init; }

    /// <summary>The columns in which some operator has a number.</summary>
    public static IReadOnlyList<OperatorColumn> For(IReadOnlyList<OperatorRow> rows) => [.. All.Where(column => rows.Any(row => column.Of(row) is not null))];

    /// <summary>The number of several operators together; null where none has one.</summary>
    public double? Together(IEnumerable<OperatorRow> rows)
    {
        var numbers = rows.Select(Of).OfType<double>().ToArray();
        return numbers.Length == 0 ? null : IsPeak ? numbers.Max() : numbers.Sum();
    }

    /// <summary>A number in words.</summary>
    public string Text(double? number) => number is not { } known ? ""
        : Unit.Length == 0 ? CellText.Whole((long)known)
        : CellText.Number(Unit == Bytes ? known / Kilo : known, "n1");

    private static IEnumerable<OperatorColumn> All =>
    [
        new("", "Parameters", "", row => row.Parameters),
        new("", "Multiply-adds", "", row => row.MultiplyAdds),
        .. At("float32", row => row.Single),
        .. At("int8", row => row.Integers),
    ];

    private static OperatorColumn[] At(string precision, Func<OperatorRow, OperatorCost?> cost) =>
    [
        new(precision, "Weights", Bytes, row => cost(row)?.Weights),
        new(precision, "Read", Bytes, row => cost(row)?.Read),
        new(precision, "Written", Bytes, row => cost(row)?.Written),
        new(precision, "Live memory", Bytes, row => cost(row)?.Live) { IsPeak = true },
        new(precision, "Live after", Bytes, row => cost(row)?.LiveAfter) { IsPeak = true },
        new(precision, "Measured", Time, row => cost(row)?.MeasuredMicroseconds),
        new(precision, "Predicted", Time, row => cost(row)?.PredictedMicroseconds),
    ];
}
