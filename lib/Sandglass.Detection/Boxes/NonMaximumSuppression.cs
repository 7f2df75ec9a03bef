using System.Numerics;

namespace Sandglass.Detection.Boxes;

/// <summary>
/// Keeps of every class the best boxes that do not overlap a better one, and of those the best of the image. One object
/// serves one thread.
/// </summary>
/// <param name="rule">What is kept.</param>
/// <param name="classes">Classes, without background.</param>
internal sealed class NonMaximumSuppression(SuppressionRule rule, int classes)
{
    private readonly CandidateBoxes _candidates = new(rule.PerClass);
    private readonly ulong[][] _keys = new ulong[classes][];
    private readonly int[] _counts = new int[classes];

    /// <summary>The boxes of one image that remain, best first; of equal scores the earlier class and prior.</summary>
    /// <param name="probabilities">For each box the probabilities of background and of every class, box by box.</param>
    /// <param name="boxes">The boxes.</param>
    public IReadOnlyList<ScoredBox> Run(ReadOnlySpan<float> probabilities, ReadOnlySpan<Box> boxes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, boxes.Length * (classes + 1));
        Collect(probabilities, boxes.Length);
        var kept = new List<(ulong Key, int Class)>();
        for (var c = 0; c < classes; c++)
        {
            var ranked = Ranking.Greatest(_keys[c].AsSpan(0, _counts[c]), rule.PerClass);
            Keep(ranked, c, boxes, kept);
        }

        var best = kept.OrderByDescending(found => Ranking.ValueOf(found.Key)).Take(rule.PerImage); // a stable order
        var result = new List<ScoredBox>(Math.Min(kept.Count, rule.PerImage));
        foreach (var (key, c) in best)
        {
            result.Add(new ScoredBox(boxes[Ranking.IndexOf(key)], c, Ranking.ValueOf(key)));
        }

        return result;
    }

    // The scores lie box by box: one pass in the order of memory sorts them into classes.
    private void Collect(ReadOnlySpan<float> probabilities, int count)
    {
        for (var c = 0; c < classes; c++)
        {
            _keys[c] = _keys[c]?.Length >= count ? _keys[c] : new ulong[count];
        }

        _counts.AsSpan().Clear();
        for (var box = 0; box < count; box++)
        {
            var scores = probabilities.Slice((box * (classes + 1)) + 1, classes);
            for (var c = 0; c < scores.Length; c++)
            {
                if (scores[c] > rule.ScoreThreshold)
                {
                    _keys[c][_counts[c]++] = Ranking.Key(scores[c], box);
                }
            }
        }
    }

    // No image has more than PerImage boxes, and those of a class come best first: what follows cannot be among them.
    private void Keep(ReadOnlySpan<ulong> ranked, int c, ReadOnlySpan<Box> boxes, List<(ulong Key, int Class)> kept)
    {
        _candidates.Fill(ranked, boxes);
        for (int i = 0, left = rule.PerImage; i < ranked.Length && left > 0; i++)
        {
            if (!_candidates.IsSuppressed(i))
            {
                kept.Add((ranked[i], c));
                _candidates.SuppressAfter(i, rule.Overlap);
                left--;
            }
        }
    }
}

/// <summary>What of a detector's answers is kept. By default as in the released code for VOC, and the best 200 of a class as in SSD (Liu et al. 2016).</summary>
internal sealed record SuppressionRule
{
    /// <summary>Scores up to it are dropped.</summary>
    [Released("0.01")]
    public float ScoreThreshold { get; init; } = 0.01f;

    /// <summary>Boxes a class that take part, the best by score (SSD's top_k).</summary>
    [Released("200")]
    public int PerClass { get; init; } = 200;

    /// <summary>Of two boxes of a class that overlap by more, the worse goes.</summary>
    [Released("0.45")]
    public float Overlap { get; init; } = 0.45f;

    /// <summary>Boxes an image in the end, the best by score.</summary>
    [Released("100")]
    public int PerImage { get; init; } = 100;
}

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
