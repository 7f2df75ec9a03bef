using Sandglass.Detection.Boxes;

namespace Benchmarks.Detection;

/// <summary>Non-maximum suppression as one would write it first: sort a class, keep what overlaps nothing kept.</summary>
internal static class PlainSuppression
{
    internal static List<ScoredBox> Run(SuppressionRule rule, int classes, float[] scores, Box[] boxes)
    {
        var all = new List<ScoredBox>();
        for (var c = 0; c < classes; c++)
        {
            var kept = new List<ScoredBox>();
            var candidates = boxes.Select((box, i) => new ScoredBox(box, c, scores[(i * (classes + 1)) + c + 1]))
                .Where(box => box.Score > rule.ScoreThreshold)
                .OrderByDescending(box => box.Score)
                .Take(rule.PerClass);
            foreach (var candidate in candidates)
            {
                if (kept.All(better => Overlap(better.Box, candidate.Box) <= rule.Overlap))
                {
                    kept.Add(candidate);
                }
            }

            all.AddRange(kept);
        }

        return [.. all.OrderByDescending(box => box.Score).Take(rule.PerImage)];
    }

    private static float Overlap(Box a, Box b)
    {
        var shared = new Box(Math.Max(a.Left, b.Left), Math.Max(a.Top, b.Top), Math.Min(a.Right, b.Right), Math.Min(a.Bottom, b.Bottom)).Area;
        var union = a.Area + b.Area - shared;
        return union > 0 ? shared / union : 0;
    }
}
