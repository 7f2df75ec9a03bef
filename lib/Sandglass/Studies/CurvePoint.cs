using Sandglass.Tables;

namespace Sandglass.Studies;

/// <summary>One epoch of one run: a point of the learning curves.</summary>
/// <param name="Family">The block that fills the macro-plan.</param>
/// <param name="Budget">Name of the budget.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="TrainingLoss">Mean loss over the epoch's training batches (with label smoothing where the recipe has it).</param>
/// <param name="ValidationAccuracy">Accuracy on the validation split after the epoch, in [0, 1].</param>
[Digits(7)]
internal sealed record CurvePoint(
    BlockFamily Family, string Budget, int Seed, int Epoch, double TrainingLoss, double ValidationAccuracy);
