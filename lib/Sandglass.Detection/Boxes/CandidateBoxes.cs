using System.Numerics;

namespace Sandglass.Detection.Boxes;

/// <summary>
/// The boxes of one class by falling score, edge by edge, so that one box is compared with several at once. Arrays end in
/// a vector's width of empty boxes, and are used again for the next class.
/// </summary>
internal sealed class CandidateBoxes(int capacity)
{
    private readonly float[] _left = new float[capacity + Vector<float>.Count];
    private readonly float[] _top = new float[capacity + Vector<float>.Count];
    private readonly float[] _right = new float[capacity + Vector<float>.Count];
    private readonly float[] _bottom = new float[capacity + Vector<float>.Count];
    private readonly float[] _area = new float[capacity + Vector<float>.Count];
    private readonly int[] _suppressed = new int[capacity + Vector<float>.Count];
    private int _count;

    internal void Fill(ReadOnlySpan<ulong> ranked, ReadOnlySpan<Box> boxes)
    {
        _count = ranked.Length;
        _suppressed.AsSpan().Clear();
        for (var i = 0; i < ranked.Length; i++)
        {
            var box = boxes[Ranking.IndexOf(ranked[i])];
            (_left[i], _top[i], _right[i], _bottom[i], _area[i]) = (box.Left, box.Top, box.Right, box.Bottom, box.Area);
        }
    }

    internal bool IsSuppressed(int i) => _suppressed[i] != 0;

    /// <summary>Suppresses what overlaps a box and comes after it; the same arithmetic as <see cref="IntersectionOverUnion.Of"/>.</summary>
    internal void SuppressAfter(int kept, float limit)
    {
        var (left, top) = (new Vector<float>(_left[kept]), new Vector<float>(_top[kept]));
        var (right, bottom) = (new Vector<float>(_right[kept]), new Vector<float>(_bottom[kept]));
        var (area, most) = (new Vector<float>(_area[kept]), new Vector<float>(limit));
        for (var i = kept + 1; i < _count; i += Vector<float>.Count)
        {
            var width = Vector.Max(Vector<float>.Zero, Vector.Min(right, new Vector<float>(_right, i)) - Vector.Max(left, new Vector<float>(_left, i)));
            var height = Vector.Max(Vector<float>.Zero, Vector.Min(bottom, new Vector<float>(_bottom, i)) - Vector.Max(top, new Vector<float>(_top, i)));
            var shared = width * height;
            var union = area + new Vector<float>(_area, i) - shared;
            var goes = Vector.GreaterThan(shared / union, most); // 0 / 0 is greater than nothing
            (new Vector<int>(_suppressed, i) | goes).CopyTo(_suppressed, i);
        }
    }
}
