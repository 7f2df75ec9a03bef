using Sandglass.Blocks;
using static TorchSharp.torch;

namespace Sandglass.Training;

/// <summary>Whose kernels compute a run, by the name that its spec, and so its hash, knows.</summary>
internal static class Backends
{
    internal const string LibTorch = "libtorch";

    /// <summary>Those of <c>Sandglass.Compute</c> where they can, libtorch's elsewhere: equal but for rounding, on the CPU.</summary>
    internal const string Fused = "fused";

    /// <exception cref="WorkbenchException">There is no such backend, or not on the run's device.</exception>
    internal static void Check(RunSpec spec)
    {
        if (spec.Backend is not (LibTorch or Fused))
        {
            throw new WorkbenchException($"there is no backend '{spec.Backend}'; use {LibTorch} or {Fused}");
        }

        if (spec is { Backend: Fused, Device: not "cpu" })
        {
            throw new WorkbenchException($"the backend '{Fused}' computes on the cpu, not on {spec.Device}; use {LibTorch} there");
        }
    }

    /// <summary>Lets the run's backend compute its network.</summary>
    internal static void Prepare(RunSpec spec, nn.Module network)
    {
        if (spec.Backend == Fused)
        {
            FusedLayers.In(network);
        }
    }
}
