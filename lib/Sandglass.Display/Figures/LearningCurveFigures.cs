using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>The figures that follow training epoch by epoch, one panel a budget.</summary>
public static class LearningCurveFigures
{
    /// <summary>Accuracy (%) on the validation split after each epoch.</summary>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static Figure ValidationAccuracy(IReadOnlyList<CurvePoint> curves) =>
        LearningCurve.Build(curves, CurveQuantity.ValidationAccuracy);

    /// <summary>Mean loss over each epoch's training batches.</summary>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static Figure TrainingLoss(IReadOnlyList<CurvePoint> curves) =>
        LearningCurve.Build(curves, CurveQuantity.TrainingLoss);
}
