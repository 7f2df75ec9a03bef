namespace Sandglass.Compute.Kernels;

/// <summary>Channels are padded to whole vectors of the widest kind, which is also a cache line, so that inner maps have no remainder.</summary>
internal static class Padding
{
    internal const int Floats = 16;

    internal static int Of(int channels) => (channels + Floats - 1) / Floats * Floats;
}
