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
