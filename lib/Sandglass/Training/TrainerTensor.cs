using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>A tensor that decides how training goes on and belongs to neither network nor velocities.</summary>
/// <param name="Name">Its name in a checkpoint.</param>
/// <param name="Read">Gives a copy, which the caller disposes.</param>
/// <param name="Write">Puts a copy back; throws <see cref="FormatException"/> where it is no state of its owner.</param>
public sealed record TrainerTensor(string Name, Func<Tensor> Read, Action<Tensor> Write);
