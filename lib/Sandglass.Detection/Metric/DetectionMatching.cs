using Sandglass.Detection.Boxes;

namespace Sandglass.Detection.Metric;

/// <summary>
/// Which detections of one image name which objects, by the rule of the VOC devkit (VOCevaldet.m): surest first, each
/// detection is held against the object of its class that it overlaps most, named already or not. From an overlap of 0.5
/// it has found a free object, is wrong at one that is taken, and is ignored at a difficult one.
/// </summary>
internal static class DetectionMatching
{
    /// <summary>Least intersection over union with which a box names an object.</summary>
    public const double LeastOverlap = 0.5;

    /// <summary>The outcome of each detection, in the order given.</summary>
    /// <param name="truths">The objects of the image, of any class.</param>
    /// <param name="detections">What a detector says, of any class; of equal scores the earlier comes first.</param>
    /// <returns>
    /// An outcome each, and the place of the object that it was compared with; -1 where none of its class overlaps by half.
    /// </returns>
    /// <exception cref="ArgumentException">A score is not a number.</exception>
    public static IReadOnlyList<(DetectionOutcome Outcome, int Truth)> Of(
        IReadOnlyList<LabelledBox> truths, IReadOnlyList<ScoredBox> detections)
    {
        ArgumentNullException.ThrowIfNull(truths);
        ArgumentNullException.ThrowIfNull(detections);
        var answers = new (DetectionOutcome, int)[detections.Count];
        var named = new bool[truths.Count];
        foreach (var place in BySureness(detections))
        {
            var best = Best(truths, detections[place]);
            var outcome = best < 0 || named[best] ? DetectionOutcome.Wrong : DetectionOutcome.Found;
            if (best >= 0 && truths[best].Difficult)
            {
                outcome = DetectionOutcome.Ignored;
            }
            else if (best >= 0)
            {
                named[best] = true;
            }
            answers[place] = (outcome, best);
        }
        return answers;
    }

    private static IEnumerable<int> BySureness(IReadOnlyList<ScoredBox> detections)
    {
        for (var i = 0; i < detections.Count; i++)
        {
            if (float.IsNaN(detections[i].Score))
            {
                throw new ArgumentException($"The score of detection {i} is not a number.", nameof(detections));
            }
        }
        return Enumerable.Range(0, detections.Count).OrderByDescending(i => detections[i].Score); // a stable order
    }

    // The first of those that overlap most, as the devkit's `>` leaves it.
    private static int Best(IReadOnlyList<LabelledBox> truths, ScoredBox detection)
    {
        var (best, most) = (-1, 0.0);
        for (var i = 0; i < truths.Count; i++)
        {
            if (truths[i].Class == detection.Class && Overlap.Of(truths[i].Box, detection.Box) is var overlap && overlap > most)
            {
                (best, most) = (i, overlap);
            }
        }
        return most >= LeastOverlap ? best : -1;
    }
}

/// <summary>What a detection turned out to be.</summary>
internal enum DetectionOutcome
{
    /// <summary>It names an object that no detection of higher score has named.</summary>
    Found,

    /// <summary>It names no object of its class, or one that a detection of higher score has named.</summary>
    Wrong,

    /// <summary>It names a difficult object: it counts neither for nor against the detector.</summary>
    Ignored,
}

/// <summary>
/// Intersection over union as the VOC devkit computes it. The devkit's boxes name their first and last pixel, counted
/// from 1, and a width is last - first + 1; ours name their edges, left = first - 1 and right = last. So its "+ 1" is in
/// the edges already, and one ratio of continuous areas is both. Shares of the image's sides and pixels give the same
/// ratio, because both axes cancel.
/// </summary>
internal static class Overlap
{
    /// <summary>The ratio, in [0, 1], in double precision; 0 where the boxes do not share an area.</summary>
    public static double Of(Box a, Box b)
    {
        var width = Math.Min((double)a.Right, b.Right) - Math.Max((double)a.Left, b.Left);
        var height = Math.Min((double)a.Bottom, b.Bottom) - Math.Max((double)a.Top, b.Top);
        if (!(width > 0 && height > 0))
        {
            return 0;
        }
        var shared = width * height;
        return shared / (Area(a) + Area(b) - shared);
    }

    private static double Area(Box box) => ((double)box.Right - box.Left) * ((double)box.Bottom - box.Top);
}
