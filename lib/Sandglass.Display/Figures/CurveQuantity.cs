using Sandglass.Studies;

namespace Sandglass.Display.Figures;

/// <summary>A quantity that is followed over epochs.</summary>
/// <param name="Id">Its name in files.</param>
/// <param name="Title">Title of its figure.</param>
/// <param name="Label">Label of its axis, with the unit.</param>
/// <param name="Unit">The unit after a number; empty for none.</param>
/// <param name="Most">The greatest value that means anything.</param>
/// <param name="Of">Takes the quantity of a point, in that unit.</param>
internal sealed record CurveQuantity(
    string Id, string Title, string Label, string Unit, double Most, Func<CurvePoint, double> Of)
{
    /// <summary>Accuracy on the validation split, in per cent.</summary>
    public static CurveQuantity ValidationAccuracy { get; } = new(
        "validation-accuracy", "Validation accuracy by epoch", "Validation accuracy (%)", " %", 100,
        p => 100 * p.ValidationAccuracy);

    /// <summary>Training loss.</summary>
    public static CurveQuantity TrainingLoss { get; } = new(
        "training-loss", "Training loss by epoch", "Training loss (cross-entropy, nats)", "", double.PositiveInfinity,
        p => p.TrainingLoss);
}
