namespace Sandglass.Detection.Boxes;

/// <summary>Which prior stands for which object while a detector learns.</summary>
public static class PriorMatching
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
