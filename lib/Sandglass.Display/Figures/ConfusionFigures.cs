using Sandglass.Studies.Inside;

namespace Sandglass.Display.Figures;

/// <summary>The figures of gradient confusion: how far the gradients of mini-batches disagree.</summary>
public static class ConfusionFigures
{
    /// <summary>Densities of the cosines, one panel a group: live with a slider over the epochs, still at the first, the
    /// second and the last.</summary>
    /// <param name="rows">What was observed.</param>
    /// <exception cref="ArgumentException">There is no row with cosines.</exception>
    public static Figure Densities(IReadOnlyList<Observed<ConfusionRow>> rows) => CosineDensities.Build(rows);

    /// <summary>Quantities by epoch, one row of panels each and one panel a group.</summary>
    /// <param name="rows">What was observed.</param>
    /// <param name="quantities">What is shown.</param>
    /// <exception cref="ArgumentException">There is no row or no quantity.</exception>
    public static Figure OverEpochs(IReadOnlyList<Observed<ConfusionRow>> rows, params IReadOnlyList<ConfusionQuantity> quantities) =>
        ConfusionCurves.OverEpochs(rows, quantities);

    /// <summary>Quantities against the loss of the same mini-batches: families are compared at equal loss, since gradients
    /// shrink as it falls.</summary>
    /// <param name="rows">What was observed.</param>
    /// <param name="quantities">What is shown.</param>
    /// <exception cref="ArgumentException">There is no row or no quantity.</exception>
    public static Figure AgainstLoss(IReadOnlyList<Observed<ConfusionRow>> rows, params IReadOnlyList<ConfusionQuantity> quantities) =>
        ConfusionCurves.AgainstLoss(rows, quantities);

    /// <summary>A quantity by part of the network and epoch, one panel a group and family.</summary>
    /// <param name="rows">What was observed.</param>
    /// <param name="quantity">What is shown; the mean over seeds.</param>
    /// <exception cref="ArgumentException">There is no row of a part.</exception>
    public static Figure ByBlock(IReadOnlyList<Observed<ConfusionRow>> rows, ConfusionQuantity quantity) =>
        ConfusionMap.Build(rows, quantity);
}
