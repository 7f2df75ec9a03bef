using Sandglass.Counting;

namespace Sandglass.Paper;

/// <summary>An explanation of a published number by a count.</summary>
internal enum ExplanationKind
{
    /// <summary>Rounding to the printed precision.</summary>
    Rounding,

    /// <summary>Cutting off the digits below the printed precision.</summary>
    CutOff,

    /// <summary>Another counting convention, then rounding, for every figure of the same table.</summary>
    Convention,

    /// <summary>Another input resolution, then rounding.</summary>
    Resolution,

    /// <summary>Another convention, which other figures of the same table contradict: chance explains that as well.</summary>
    ConventionHereOnly,

    /// <summary>No arithmetic tried here.</summary>
    Unexplained,
}

/// <summary>
/// The simplest arithmetic that turns the count of a network into a number that the paper prints, tried in the order of
/// <see cref="ExplanationKind"/>. It says what would give the number, not what the authors did.
/// </summary>
/// <param name="Kind">What explains it.</param>
/// <param name="Conventions">The conventions that do, where a convention does.</param>
/// <param name="Resolution">The resolution that does, pixels, where one does.</param>
internal sealed record Explanation(
    ExplanationKind Kind, IReadOnlyList<CountingConvention> Conventions, int? Resolution = null)
{
    // The further resolutions that MobileNetV2 was published at.
    private static readonly int[] OtherResolutions = [192, 160, 128, 96];

    /// <summary>Explains the printed number of parameters; null where none is printed.</summary>
    /// <param name="figure">A figure of a network of the catalogue.</param>
    public static Explanation? OfParameters(PublishedFigure figure) => figure.Parameters is { } printed
        ? ByPrecision(printed, Count(figure).Parameters) ?? new Explanation(ExplanationKind.Unexplained, [])
        : null;

    /// <summary>Explains the printed number of multiply-adds; null where none is printed.</summary>
    /// <param name="figure">A figure of a network of the catalogue.</param>
    public static Explanation? OfMultiplyAdds(PublishedFigure figure)
    {
        if (figure.MultiplyAdds is not { } printed)
        {
            return null;
        }

        var count = Count(figure);
        return ByPrecision(printed, count.MultiplyAdds)
            ?? ByConvention(figure, everywhere: true)
            ?? ByResolution(figure, printed)
            ?? ByConvention(figure, everywhere: false)
            ?? new Explanation(ExplanationKind.Unexplained, []);
    }

    /// <summary>The printed multiply-adds are the total under a convention, rounded.</summary>
    /// <param name="figure">A figure of a network of the catalogue.</param>
    /// <param name="convention">The convention.</param>
    public static bool Fits(PublishedFigure figure, CountingConvention convention) =>
        figure.MultiplyAdds is { } printed && printed.IsRounded(Count(figure).Total(convention));

    private static Explanation? ByPrecision(PrintedNumber printed, long count) =>
        printed.IsRounded(count) ? new Explanation(ExplanationKind.Rounding, [])
        : printed.IsCutOff(count) ? new Explanation(ExplanationKind.CutOff, [])
        : null;

    private static Explanation? ByConvention(PublishedFigure figure, bool everywhere)
    {
        var table = everywhere ? PublishedCounts.SameTable(figure) : [figure];
        var kind = everywhere ? ExplanationKind.Convention : ExplanationKind.ConventionHereOnly;
        var fitting = Enum.GetValues<CountingConvention>().Where(c => table.All(other => Fits(other, c))).ToArray();
        return fitting.Length > 0 ? new Explanation(kind, fitting) : null;
    }

    private static Explanation? ByResolution(PublishedFigure figure, PrintedNumber printed)
    {
        var fitting = OtherResolutions.FirstOrDefault(r => printed.IsRounded(Count(figure, r).MultiplyAdds));
        return fitting > 0 ? new Explanation(ExplanationKind.Resolution, [], fitting) : null;
    }

    private static NetworkCount Count(PublishedFigure figure, int resolution = PublishedCounts.Resolution) =>
        Counter.Count(new CountedNetwork(figure.Network, figure.Width).Plan(resolution));
}
