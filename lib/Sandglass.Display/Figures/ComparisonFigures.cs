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
}
