using System.Text.Json.Serialization;
using Sandglass.Data;

namespace Sandglass.Training;

/// <summary>
/// What decides the bytes of a run: the same spec on the same machine gives the same weights and metrics, so its hash
/// names the run.
/// </summary>
/// <param name="Task">What is learned.</param>
/// <param name="Recipe">How it is trained.</param>
/// <param name="Data">What it is trained, validated and tested on.</param>
/// <param name="Seed">Seed of all random streams.</param>
internal sealed record RunSpec(RunTask Task, Recipe Recipe, DataIdentity Data, int Seed)
{
    /// <summary>Where it runs: <c>cpu</c> or <c>cuda</c>, whichever card that is.</summary>
    [Released("\"cpu\"")]
    public string Device { get; init; } = "cpu";

    /// <summary>Threads of libtorch; sums are split by thread, so results differ between thread counts.</summary>
    [Released("1")]
    public int Threads { get; init; } = 1;

    /// <summary>Whose kernels compute: <c>libtorch</c>, or <c>fused</c> for those of <c>Sandglass.Compute</c> on the CPU.</summary>
    [Released("\"libtorch\"")]
    public string Backend { get; init; } = Backends.LibTorch;

    /// <summary>In what convolutions and linear layers compute a training step: <c>float32</c>, or <c>bfloat16</c> (<see cref="Precisions"/>).</summary>
    [Released("\"float32\"")]
    public string Precision { get; init; } = Precisions.Float32;

    /// <summary>
    /// The first 16 hexadecimal digits of the SHA-256 of the spec's canonical form: JSON with sorted names, without knobs
    /// at their released values, and with the number of the task's semantics.
    /// </summary>
    [JsonIgnore]
    public string Hash => HashAt(Task.Semantics);

    /// <summary>The hash that the spec had, or will have, under a number of semantics.</summary>
    internal string HashAt(int semantics) => CanonicalForm.Hash(this, semantics);
}
