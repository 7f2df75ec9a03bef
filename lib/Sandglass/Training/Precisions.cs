using Sandglass.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>
/// In what a training step computes, by the name that the spec, and so its hash, knows. In <c>bfloat16</c> that is true of
/// convolutions and linear layers (<see cref="Autocast"/>); BatchNorm's statistics, the loss, gradients of weights, the optimiser,
/// checkpoints and every evaluation are in 32 bits.
/// </summary>
internal static class Precisions
{
    internal const string Float32 = "float32";

    internal const string Bfloat16 = "bfloat16";

    internal static IReadOnlyList<string> Names { get; } = [Float32, Bfloat16];

    /// <exception cref="WorkbenchException">There is no such precision, or not with that backend or task.</exception>
    internal static void Check(string precision, string backend, RunTask task)
    {
        if (!Names.Contains(precision))
        {
            throw new WorkbenchException($"there is no precision '{precision}'; use {Float32} or {Bfloat16}");
        }

        if (precision == Bfloat16 && backend == Backends.Fused)
        {
            throw new WorkbenchException($"the backend '{Backends.Fused}' computes in {Float32}; use the backend {Backends.LibTorch} for {Bfloat16}");
        }

        if (precision == Bfloat16 && !task.TrainsInBfloat16)
        {
            throw new WorkbenchException($"the task '{task.Kind}' trains in {Float32} only; leave the precision out");
        }
    }

    /// <summary>Lets a card multiply 32-bit floats as such: by default cuDNN rounds them to the 10 bits of TF32.</summary>
    /// <param name="device">Where a run computes.</param>
    internal static void Prepare(Device device)
    {
        if (device.type == DeviceType.CUDA)
        {
            backends.cuda.matmul.allow_tf32 = false;
            backends.cudnn.allow_tf32 = false;
        }
    }

    /// <summary>The precision of a run's steps, until disposed; null where it is the usual one.</summary>
    internal static IDisposable? Begin(RunSpec spec) => spec.Precision == Bfloat16 ? Autocast.Bfloat16() : null;
}
