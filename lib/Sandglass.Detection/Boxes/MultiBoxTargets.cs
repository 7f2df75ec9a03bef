namespace Sandglass.Detection.Boxes;

/// <summary>The targets of a detector for a batch of images.</summary>
/// <param name="Images">Images N.</param>
/// <param name="Priors">Priors P an image.</param>
/// <param name="Labels">[N, P]: 0 for background, else the object's class + 1.</param>
/// <param name="Offsets">[N, P, 4]: the object's offset from the prior; zeros for background.</param>
internal sealed record MultiBoxTargets(int Images, int Priors, long[] Labels, float[] Offsets)
{
    /// <summary>Matches priors and objects. Difficult objects take no part, as in the released code.</summary>
    /// <param name="images">The objects of each image.</param>
    /// <param name="priors">The priors.</param>
    /// <param name="coding">Units of the offsets.</param>
    /// <param name="threshold">Least overlap of prior and object.</param>
    public static MultiBoxTargets Of(
        IReadOnlyList<IReadOnlyList<LabelledBox>> images, Box[] priors, BoxCoding coding, float threshold = 0.5f)
    {
        var labels = new long[images.Count * priors.Length];
        var offsets = new float[4 * labels.Length];
        for (var n = 0; n < images.Count; n++)
        {
            LabelledBox[] objects = [.. images[n].Where(o => !o.Difficult)];
            var matches = PriorMatching.Match(priors, Array.ConvertAll(objects, o => o.Box), threshold);
            for (var p = 0; p < priors.Length; p++)
            {
                if (matches[p] != PriorMatching.Background)
                {
                    var at = (n * priors.Length) + p;
                    labels[at] = objects[matches[p]].Class + 1;
                    Write(coding.Encode(objects[matches[p]].Box, priors[p]), offsets.AsSpan(4 * at, 4));
                }
            }
        }

        return new MultiBoxTargets(images.Count, priors.Length, labels, offsets);
    }

    /// <summary>Places of [N, P] that stand for an object, in order.</summary>
    public long[] Positives() => [.. Enumerable.Range(0, Labels.Length).Where(i => Labels[i] > 0).Select(i => (long)i)];

    private static void Write(in BoxOffset offset, Span<float> target) =>
        (target[0], target[1], target[2], target[3]) = ((float)offset.X, (float)offset.Y, (float)offset.Width, (float)offset.Height);
}

/// <summary>Which prior stands for which object while a detector learns.</summary>
internal static class PriorMatching
{
    /// <summary>No object: the prior stands for background.</summary>
    public const int Background = -1;

    /// <summary>
    /// Each prior takes the object that it overlaps most, where that is at least the threshold; then each object takes the
    /// prior that overlaps it most, whatever the overlap. Of equals the first is taken. A prior that is best for two
    /// objects stands for the later one, as in the released code (assign_priors).
    /// </summary>
    /// <param name="priors">The priors.</param>
    /// <param name="objects">The objects' boxes, in the priors' units.</param>
    /// <param name="threshold">Least overlap, intersection over union.</param>
    /// <returns>For each prior the index of its object, or <see cref="Background"/>.</returns>
    public static int[] Match(ReadOnlySpan<Box> priors, ReadOnlySpan<Box> objects, float threshold = 0.5f)
    {
        var matches = new int[priors.Length];
        var greatest = new float[priors.Length];
        matches.AsSpan().Fill(Background);
        var bestPriors = new int[objects.Length];
        for (var o = 0; o < objects.Length; o++)
        {
            var best = -1f;
            for (var p = 0; p < priors.Length; p++)
            {
                var overlap = IntersectionOverUnion.Of(priors[p], objects[o]);
                if (overlap > best)
                {
                    (best, bestPriors[o]) = (overlap, p);
                }

                if (overlap >= threshold && overlap > greatest[p])
                {
                    (greatest[p], matches[p]) = (overlap, o);
                }
            }
        }

        for (var o = 0; o < objects.Length && priors.Length > 0; o++)
        {
            matches[bestPriors[o]] = o;
        }

        return matches;
    }
}

/// <summary>Hard negative mining: of the many priors on background only those that the detector is most wrong about count.</summary>
internal static class HardNegatives
{
    /// <summary>Chooses, image by image, so many background priors for each one that stands for an object; of equal losses the first.</summary>
    /// <param name="targets">Which priors stand for objects.</param>
    /// <param name="losses">[N, P]: the loss of each prior if it were background, not negative.</param>
    /// <param name="perPositive">Background priors for each that stands for an object (SSD: 3).</param>
    /// <returns>Their places in [N, P], in order. An image without objects has none.</returns>
    public static long[] Choose(MultiBoxTargets targets, ReadOnlySpan<float> losses, int perPositive = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(losses.Length, targets.Labels.Length);
        var chosen = new List<long>();
        var keys = new ulong[targets.Priors];
        for (var n = 0; n < targets.Images; n++)
        {
            var (first, negatives) = (n * targets.Priors, 0);
            for (var p = first; p < first + targets.Priors; p++)
            {
                if (targets.Labels[p] == 0)
                {
                    keys[negatives++] = Ranking.Key(losses[p], p);
                }
            }

            var wanted = perPositive * (targets.Priors - negatives);
            foreach (var key in Ranking.Greatest(keys.AsSpan(0, negatives), wanted))
            {
                chosen.Add(Ranking.IndexOf(key));
            }
        }

        chosen.Sort();
        return [.. chosen];
    }
}
