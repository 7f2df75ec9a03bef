namespace Sandglass.Training;

/// <summary>Where the wall-clock time of one epoch went, in seconds.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="Images">Training images seen.</param>
/// <param name="Data">Reading and augmenting batches.</param>
/// <param name="Forward">Scores and loss.</param>
/// <param name="Backward">Gradients.</param>
/// <param name="Optimizer">Weight updates.</param>
/// <param name="Evaluation">The pass over the validation images.</param>
public sealed record EpochTiming(
    int Epoch, int Images, double Data, double Forward, double Backward, double Optimizer, double Evaluation)
{
    /// <summary>Seconds of training, without evaluation.</summary>
    public double Training => Data + Forward + Backward + Optimizer;

    /// <summary>Training images a second.</summary>
    public double ImagesPerSecond => Images / Training;
}
