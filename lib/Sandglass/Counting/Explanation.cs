namespace Sandglass.Counting;

/// <summary>
/// The simplest arithmetic that turns a count into a published number: rounding, cutting off, another convention, another
/// resolution, in this order. It says what would give the number, not what the authors did.
/// </summary>
/// <param name="Kind">What explains it.</param>
/// <param name="Conventions">The conventions that do, where a convention explains it.</param>
/// <param name="Resolution">The resolution that does, pixels, where one explains it.</param>
public sealed record Explanation(ExplanationKind Kind, IReadOnlyList<CountingConvention> Conventions, int? Resolution = null)
{
    // The resolutions that MobileNetV2 was published at.
    private static readonly int[] OtherResolutions = [192, 160, 128, 96];

    /// <summary>Explains a published number of parameters.</summary>
    /// <param name="published">The number.</param>
    /// <param name="count">The count at the published resolution and classes.</param>
    public static Explanation OfParameters(PrintedNumber published, NetworkCount count) =>
        ByPrecision(published, count.Parameters) ?? new Explanation(ExplanationKind.Unexplained, []);

    /// <summary>Explains a published number of multiply-adds.</summary>
    /// <param name="published">The number.</param>
    /// <param name="countAt">The count at a resolution in pixels.</param>
    public static Explanation OfMultiplyAdds(PrintedNumber published, Func<int, NetworkCount> countAt)
    {
        var count = countAt(PublishedCounts.Resolution);
        if (ByPrecision(published, count.MultiplyAdds) is { } precision)
        {
            return precision;
        }

        var conventions = Enum.GetValues<CountingConvention>().Where(c => published.IsRounded(count.Total(c))).ToArray();
        if (conventions.Length > 0)
        {
            return new Explanation(ExplanationKind.Convention, conventions);
        }

        foreach (var resolution in OtherResolutions)
        {
            if (published.IsRounded(countAt(resolution).MultiplyAdds))
            {
                return new Explanation(ExplanationKind.Resolution, [], resolution);
            }
        }

        return new Explanation(ExplanationKind.Unexplained, []);
    }

    private static Explanation? ByPrecision(PrintedNumber published, long count) =>
        published.IsRounded(count) ? new Explanation(ExplanationKind.Rounding, [])
        : published.IsCutOff(count) ? new Explanation(ExplanationKind.CutOff, [])
        : null;
}
