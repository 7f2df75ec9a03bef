using System.Globalization;

namespace Sandglass.Counting;

/// <summary>The published figures of <c>data/paper/published-counts.csv</c>, which travels inside this assembly.</summary>
public static class PublishedCounts
{
    private const string Resource = "published-counts.csv";

    /// <summary>Side of the input that all figures hold for, pixels.</summary>
    public const int Resolution = 224;

    /// <summary>Classes that all figures hold for.</summary>
    public const int Classes = 1000;

    /// <summary>Every figure that some source confirms; unverified ones are left out.</summary>
    public static IReadOnlyList<PublishedFigure> Confirmed { get; } =
        [.. Read().Where(figure => figure.Mark != EvidenceMark.Unverified)];

    /// <summary>The confirmed figures of one network at one width, in the order of the file.</summary>
    /// <param name="network">Name in the network catalogue.</param>
    /// <param name="width">Width multiplier.</param>
    public static IReadOnlyList<PublishedFigure> Of(string network, double width) =>
        [.. Confirmed.Where(figure => figure.Network == network && figure.Width == width)];

    /// <summary>This figure and all others whose multiply-adds the same table prints, for whatever network and width.</summary>
    /// <param name="figure">A figure.</param>
    public static IReadOnlyList<PublishedFigure> SameTable(PublishedFigure figure) =>
    [
        figure,
        .. Confirmed.Where(other => other != figure && other.Source == figure.Source && other.MultiplyAdds is not null),
    ];

    private static IEnumerable<PublishedFigure> Read()
    {
        using var stream = typeof(PublishedCounts).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        reader.ReadLine(); // names of the columns
        while (reader.ReadLine() is { } line)
        {
            yield return Parse(line.Split(','));
        }
    }

    private static PublishedFigure Parse(string[] cells) => new(
        cells[0],
        double.Parse(cells[1], CultureInfo.InvariantCulture),
        Number(cells[2]),
        Number(cells[3]),
        cells[4],
        cells[5] switch
        {
            "VERIFIED" => EvidenceMark.Verified,
            "SECOND-HAND" => EvidenceMark.SecondHand,
            _ => EvidenceMark.Unverified,
        });

    private static PrintedNumber? Number(string cell) =>
        cell.Length == 0 ? null : new PrintedNumber(decimal.Parse(cell, CultureInfo.InvariantCulture));
}

/// <summary>What the MobileNeXt paper prints for a network at 224×224 pixels and 1000 classes.</summary>
/// <param name="Network">Name in the network catalogue.</param>
/// <param name="Width">Width multiplier.</param>
/// <param name="Parameters">Parameters; null where the source prints none.</param>
/// <param name="MultiplyAdds">Multiply-adds; null where the source prints none.</param>
/// <param name="Source">Table or figure of the paper.</param>
/// <param name="Mark">How sure it is that the paper prints this.</param>
public sealed record PublishedFigure(
    string Network, double Width, PrintedNumber? Parameters, PrintedNumber? MultiplyAdds, string Source, EvidenceMark Mark);

/// <summary>
/// A number of millions as a publication prints it. Its precision is the place of its last digit; whole numbers that end
/// in 0 count as printed to tens, the coarsest place that the paper's tables use ("590M", "210M", beside "97M").
/// </summary>
/// <param name="Millions">The number; its trailing decimals are kept (3.50 is more precise than 3.5).</param>
public readonly record struct PrintedNumber(decimal Millions)
{
    private const decimal Million = 1_000_000;

    /// <summary>Millions between two neighbouring numbers that could have been printed.</summary>
    public decimal Step => Millions.Scale > 0 ? new decimal(1, 0, 0, false, Millions.Scale) : Millions % 10 == 0 ? 10 : 1;

    /// <summary>A count, rounded to this precision (halves up), is this number.</summary>
    public bool IsRounded(long count) =>
        Math.Round(count / Million / Step, MidpointRounding.AwayFromZero) * Step == Millions;

    /// <summary>A count, its digits below this precision cut off, is this number.</summary>
    public bool IsCutOff(long count) => Math.Floor(count / Million / Step) * Step == Millions;

    /// <summary>How far a count lies from this number, relative to it: +0.01 is one percent more than printed.</summary>
    public double Difference(long count) => (double)((count / Million) - Millions) / (double)Millions;

    /// <summary>As printed, such as <c>3.5M</c>.</summary>
    public override string ToString() => Millions.ToString(CultureInfo.InvariantCulture) + "M";
}

/// <summary>How a number of the paper is known.</summary>
public enum EvidenceMark
{
    /// <summary>Read in the paper, the released code or its documentation.</summary>
    Verified,

    /// <summary>Read in somebody's transcription of the paper.</summary>
    SecondHand,

    /// <summary>Follows by arithmetic from what is published or from the released code.</summary>
    Computed,

    /// <summary>No source confirms it: never shown as the paper's.</summary>
    Unverified,
}
