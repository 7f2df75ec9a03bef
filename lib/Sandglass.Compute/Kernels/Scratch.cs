using System.Runtime.InteropServices;

namespace Sandglass.Compute.Kernels;

/// <summary>A thread's room for tiles: as large as the largest that was asked for, a megabyte or so.</summary>
internal sealed unsafe class Scratch
{
    private const int Alignment = 64;

    private static readonly ThreadLocal<Scratch> Own = new(() => new Scratch());

    private void* _data;
    private nuint _bytes;

    ~Scratch() => NativeMemory.AlignedFree(_data);

    /// <summary>Room that holds anything; the next call on this thread gives the same again.</summary>
    internal static float* Of(long floats)
    {
        var own = Own.Value!;
        var bytes = (nuint)floats * sizeof(float);
        if (bytes > own._bytes)
        {
            own._data = NativeMemory.AlignedRealloc(own._data, bytes, Alignment);
            own._bytes = bytes;
        }

        return (float*)own._data;
    }
}
