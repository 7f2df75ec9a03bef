using Sandglass.Blocks;
using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>Whose kernels compute a run, by the name that its spec, and so its hash, knows.</summary>
internal static class Backends
{
    internal const string LibTorch = "libtorch";

    /// <summary>Those of <c>Sandglass.Compute</c> where they can, libtorch's elsewhere: equal but for rounding, on the CPU.</summary>
    internal const string Fused = "fused";

    private const int WideBits = 256; // what the kernels are tuned for, or twice as wide

    internal static IReadOnlyList<string> Names { get; } = [LibTorch, Fused];

    /// <exception cref="WorkbenchException">There is no such backend, or not on that device.</exception>
    internal static void Check(string backend, string device)
    {
        if (!Names.Contains(backend))
        {
            throw new WorkbenchException($"there is no backend '{backend}'; use {LibTorch} or {Fused}");
        }

        if (backend == Fused && device != "cpu")
        {
            throw new WorkbenchException($"the backend '{Fused}' computes on the cpu, not on {device}; use {LibTorch} there");
        }
    }

    /// <summary>The fused kernels where the processor has the vectors they are tuned for, on the CPU; else libtorch.</summary>
    /// <param name="device">Where a run computes.</param>
    /// <param name="bits">Width of the widest vectors; null: this machine's.</param>
    internal static string FastestOn(string device, int? bits = null) =>
        device == "cpu" && (bits ?? FusedLayers.VectorBits) >= WideBits ? Fused : LibTorch;

    /// <summary>What a reader must know before a backend trains on this machine; null where there is nothing.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="bits">Width of the widest vectors; null: this machine's.</param>
    internal static string? NoteOn(string backend, int? bits = null) => backend == Fused && (bits ?? FusedLayers.VectorBits) < WideBits
        ? "no AVX2 here: the fused kernels use 128-bit vectors"
        : null;

    /// <summary>Where a run computes, in words; libtorch and single precision go without saying.</summary>
    internal static string Words(RunSpec spec) =>
        $"{spec.Device}{(spec.Backend == LibTorch ? "" : $", backend: {spec.Backend}")}{(spec.Precision == Precisions.Float32 ? "" : $", {spec.Precision}")}";

    /// <summary>Lets the run's backend compute its network.</summary>
    internal static void Prepare(RunSpec spec, nn.Module network)
    {
        if (spec.Backend == Fused)
        {
            FusedLayers.In(network);
        }
    }
}
