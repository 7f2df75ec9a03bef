using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Sandglass.Compute.Kernels;

/// <summary>
/// Brings the maps of the next tile into the second cache while this one is computed, a few lines at a time: without it a
/// pass costs the time of its memory plus the time of its arithmetic, with it about the longer of the two. Written maps
/// are brought too, since a store into a line that is not in the cache reads it first.
/// </summary>
internal unsafe struct Ahead
{
    private const int Line = 64, Most = 4;

    private fixed long _from[Most];
    private fixed long _to[Most];
    private int _ranges;
    private int _at;
    private int _quota;

    /// <summary>Whether all was asked for.</summary>
    internal readonly bool IsDone => _at >= _ranges;

    /// <summary>Forgets what was left and begins again.</summary>
    internal void Clear() => (_ranges, _at) = (0, 0);

    /// <summary>Pixels of a map that will be needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Add(Map map, long pixel, long count)
    {
        if (map.Data != 0 && count > 0)
        {
            _from[_ranges] = (long)map.At(pixel);
            _to[_ranges++] = (long)map.At(pixel + count);
        }
    }

    /// <summary>Says how often <see cref="Pull"/> will be called until then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Spread(int calls)
    {
        var lines = 0L;
        for (var i = 0; i < _ranges; i++)
        {
            lines += (_to[i] - _from[i] + Line - 1) / Line;
        }

        _quota = (int)((lines + calls - 1) / Math.Max(1, calls));
    }

    /// <summary>Asks for the next few lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Pull()
    {
        if (Sse.IsSupported && !IsDone)
        {
            Ask();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Ask()
    {
        var (from, to) = (_from[_at], Math.Min(_to[_at], _from[_at] + ((long)_quota * Line)));
        for (; from < to; from += Line)
        {
            Sse.Prefetch1((void*)from);
        }

        _from[_at] = from;
        _at += from >= _to[_at] ? 1 : 0;
    }
}
