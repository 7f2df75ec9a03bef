namespace Sandglass.Detection.Boxes;

/// <summary>Hard negative mining: of the many priors on background only those that the detector is most wrong about count.</summary>
public static class HardNegatives
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
