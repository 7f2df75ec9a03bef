using Sandglass.Weights;

namespace Sandglass.Training.Checkpoints;

/// <summary>A checkpoint's content, taken apart.</summary>
/// <param name="Machine">Where it was made, as <see cref="Checkpoints.Machine.ToString"/> says it.</param>
/// <param name="State">How far the training was, in its own form.</param>
/// <param name="Tensors">Its tensors, by name.</param>
internal sealed record Checkpoint(string Machine, ReadOnlyMemory<byte> State, IReadOnlyDictionary<string, SafetensorsTensor> Tensors);
