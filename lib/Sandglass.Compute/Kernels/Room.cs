using System.Runtime.InteropServices;

namespace Sandglass.Compute.Kernels;

/// <summary>Native memory, zeroed, for one call: packed weights, and the sums of the parts.</summary>
internal sealed unsafe class Room<T>(long count) : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;

    private T* _data = Zeroed(count);

    internal T* Data => _data;

    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
    }

    private static T* Zeroed(long count)
    {
        var bytes = (nuint)(count * sizeof(T));
        var data = NativeMemory.AlignedAlloc(Math.Max(bytes, Alignment), Alignment);
        NativeMemory.Clear(data, bytes);
        return (T*)data;
    }
}
