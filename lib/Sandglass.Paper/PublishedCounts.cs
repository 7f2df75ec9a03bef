using System.Globalization;
using Sandglass.Data;
using Sandglass.Networks;

namespace Sandglass.Paper;

/// <summary>What the MobileNeXt paper prints for a network at 224×224 pixels and 1000 classes.</summary>
/// <param name="Network">Name in the network catalogue.</param>
/// <param name="Width">Width multiplier.</param>
/// <param name="Parameters">Parameters; null where the source prints none.</param>
/// <param name="MultiplyAdds">Multiply-adds; null where the source prints none.</param>
/// <param name="Source">Table or figure of the paper.</param>
/// <param name="Mark">How sure it is that the paper prints this.</param>
internal sealed record PublishedFigure(
    string Network, double Width, PrintedNumber? Parameters, PrintedNumber? MultiplyAdds, string Source, EvidenceMark Mark);

/// <summary>A network that is counted at 224×224 pixels and 1000 classes.</summary>
/// <param name="Network">Name in the network catalogue.</param>
/// <param name="Width">Width multiplier.</param>
public sealed record CountedNetwork(string Network, double Width)
{
    /// <summary>Its plan.</summary>
    /// <exception cref="Blocks.InvalidSpecException">There is no such network, or not at this width.</exception>
    internal NetworkPlan Plan(int resolution = PublishedCounts.Resolution) =>
        NetworkCatalogue.Find(Network).Plan(Width, resolution, PublishedCounts.Classes);

    /// <summary>Name and width, such as <c>mobilenext 1.0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Network} {Width:0.0##}");
}

/// <summary>The published figures of <c>data/paper/published-counts.csv</c>, embedded in this assembly.</summary>
internal static class PublishedCounts
{
    private const string Resource = "published-counts.csv";

    /// <summary>Side of the input that all figures hold for, pixels.</summary>
    public const int Resolution = 224;

    /// <summary>Classes that all figures hold for.</summary>
    public const int Classes = 1000;

    /// <summary>Every figure that some source confirms; unverified ones are left out.</summary>
    internal static IReadOnlyList<PublishedFigure> Confirmed { get; } =
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
        return Csv.Read(reader.ReadToEnd(), Resource).Rows.Select(row => new PublishedFigure(
            row.Needed("network"),
            row.Read("width", cell => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture)),
            row.Read("params_millions", Number),
            row.Read("multiply_adds_millions", Number),
            row.Needed("source"),
            row.Mark()));
    }

    private static PrintedNumber? Number(string cell) =>
        cell.Length == 0 ? null : new PrintedNumber(decimal.Parse(cell, CultureInfo.InvariantCulture));
}
