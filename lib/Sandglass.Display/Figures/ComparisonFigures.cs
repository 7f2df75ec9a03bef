using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>The figures that weigh test accuracy against what a network costs.</summary>
public static class ComparisonFigures
{
    /// <summary>Test accuracy (%) against multiply-adds of one image (M), one series a family.</summary>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static Figure AccuracyAgainstMultiplyAdds(IReadOnlyList<ComparisonRow> rows) =>
        AccuracyAgainstCost.Build(rows, CostAxis.MultiplyAdds);

    /// <summary>Test accuracy (%) against trainable parameters (k), one series a family.</summary>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public static Figure AccuracyAgainstParameters(IReadOnlyList<ComparisonRow> rows) =>
        AccuracyAgainstCost.Build(rows, CostAxis.Parameters);
}
