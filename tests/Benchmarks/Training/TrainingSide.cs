using System.Globalization;
using Sandglass.Training;

namespace Benchmarks.Training;

/// <summary>One of those that are compared.</summary>
/// <param name="Name">As tables show it.</param>
/// <param name="Measure">Trains a case in a fresh process to its end.</param>
internal sealed record TrainingSide(string Name, Func<TrainingCase, TrainingMeasurement> Measure)
{
    /// <summary>Ours, by the kernels of a backend.</summary>
    internal static TrainingSide Own(string backend, int threads, bool smoke) => new(backend, subject => TrainingMeasurement.Parse(
        Child.Self(["training-worker", subject.Name, backend, threads.ToString(CultureInfo.InvariantCulture), .. Smoke.Words(smoke)])));

    /// <summary>Fused kernels first, then what they are held against.</summary>
    /// <param name="peer">The peer in Python, if there is one.</param>
    /// <param name="threads">Threads of each process.</param>
    /// <param name="folder">Where the cases of <see cref="PeerFiles"/> lie.</param>
    /// <param name="smoke">Whether the cases are those of smoke mode.</param>
    internal static IReadOnlyList<TrainingSide> All(Peer? peer, int threads, string folder, bool smoke) =>
    [
        Own(Backends.Fused, threads, smoke),
        Own(Backends.LibTorch, threads, smoke),
        .. peer is null ? [] : (TrainingSide[])[new("PyTorch", subject => peer.Measure(Path.Combine(folder, subject.Name)))],
    ];
}
