namespace Sandglass.Search.Retraining;

/// <summary>How far an epoch is.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Batches">Batches done.</param>
/// <param name="Loss">Sum of their losses.</param>
internal sealed record DerivedProgress(int Epoch, int Batches, double Loss);
