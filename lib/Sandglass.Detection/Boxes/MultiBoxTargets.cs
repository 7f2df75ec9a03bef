namespace Sandglass.Detection.Boxes;

/// <summary>What a detector should say of a batch of images.</summary>
/// <param name="Images">Images N.</param>
/// <param name="Priors">Priors P an image.</param>
/// <param name="Labels">[N, P]: 0 for background, else the object's class + 1.</param>
/// <param name="Offsets">[N, P, 4]: the object's offset from the prior; zeros for background.</param>
public sealed record MultiBoxTargets(int Images, int Priors, long[] Labels, float[] Offsets)
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
