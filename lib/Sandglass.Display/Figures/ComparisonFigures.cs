using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>The figures that weigh test accuracy against what a network costs.</summary>
public static class ComparisonFigures
{
    /// <summary>Test accuracy (%) against multiply-adds of one image (M), one series a family.</summary>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static Figure AccuracyAgainstMultiplyAdds(IReadOnlyList<ComparisonRow> rows) =>
        AccuracyAgainstCost.Build(rows, CostAxis.MultiplyAdds);

    /// <summary>The same with a block of the reader's own beside the families.</summary>
    /// <param name="rows">The families; may be empty.</param>
    /// <param name="yours">The reader's block.</param>
    public static Figure AccuracyAgainstMultiplyAdds(IReadOnlyList<ComparisonRow> rows, ComparisonRow yours) =>
        AccuracyAgainstCost.Build(rows, CostAxis.MultiplyAdds, yours);

    /// <summary>Test accuracy (%) against trainable parameters (k), one series a family.</summary>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static Figure AccuracyAgainstParameters(IReadOnlyList<ComparisonRow> rows) =>
        AccuracyAgainstCost.Build(rows, CostAxis.Parameters);

    /// <summary>Test accuracy (%) against the time of one image (ms), one series a family.</summary>
    /// <param name="timed">Rows with the milliseconds of one image through each network.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static Figure AccuracyAgainstMilliseconds(IReadOnlyList<(ComparisonRow Row, double Milliseconds)> timed)
    {
        var times = timed.ToDictionary(item => (item.Row.Arm, item.Row.Budget), item => item.Milliseconds);
        return AccuracyAgainstCost.Build([.. timed.Select(item => item.Row)], CostAxis.Milliseconds(row => times[(row.Arm, row.Budget)]));
    }
}
