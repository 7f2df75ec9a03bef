using Sandglass.Runtime;
using Sandglass.Weights;

namespace Sandglass.Training;

/// <summary>
/// A training that can be cut between any two steps and goes on later, in another process, to the same bytes: of a
/// classifier, of a detector, of a search.
/// </summary>
public interface IResumableTraining : IDisposable
{
    /// <summary>Steps of the whole training.</summary>
    int Steps { get; }

    /// <summary>Steps done.</summary>
    int Step { get; }

    /// <summary>Whether nothing is left but <see cref="Finish"/>.</summary>
    bool IsDone { get; }

    /// <summary>Machine and versions, which decide the last bit of a sum.</summary>
    EnvironmentFingerprint Environment { get; }

    /// <summary>Trains from where it stands to the end of an epoch.</summary>
    /// <param name="stepped">Told after every step; the training may be captured there.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    void TrainEpoch(Action<TrainingProgress> stepped, CancellationToken cancellation);

    /// <summary>How far it is, beside its tensors, in a form of its own.</summary>
    ReadOnlyMemory<byte> CaptureState();

    /// <summary>A copy of every tensor that decides how it goes on.</summary>
    IReadOnlyList<SafetensorsTensor> CaptureTensors();

    /// <summary>Goes on where another training of the same run stood.</summary>
    /// <param name="state">What <see cref="CaptureState"/> gave; it may have been damaged since.</param>
    /// <param name="tensors">What <see cref="CaptureTensors"/> gave, by name.</param>
    /// <returns>Null, or why it begins anew, in words that follow the run's name.</returns>
    /// <exception cref="FormatException">State or tensors are not of this run; nothing is changed.</exception>
    string? Restore(ReadOnlyMemory<byte> state, IReadOnlyDictionary<string, SafetensorsTensor> tensors);

    /// <summary>Writes the files of the finished run into an empty folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="cancellation">Stops the last evaluation.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    void Finish(string directory, CancellationToken cancellation);
}
