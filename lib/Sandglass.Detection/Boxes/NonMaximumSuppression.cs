namespace Sandglass.Detection.Boxes;

/// <summary>
/// Keeps of every class the best boxes that do not overlap a better one, and of those the best of the image. One object
/// serves one thread.
/// </summary>
/// <param name="rule">What is kept.</param>
/// <param name="classes">Classes, without background.</param>
public sealed class NonMaximumSuppression(SuppressionRule rule, int classes)
{
    private readonly CandidateBoxes _candidates = new(rule.PerClass);
    private readonly ulong[][] _keys = new ulong[classes][];
    private readonly int[] _counts = new int[classes];

    /// <summary>What is left of one image's boxes, best first; of equal scores the earlier class and prior.</summary>
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
