using Sandglass.Counting;

namespace Sandglass.Display.Style;

/// <summary>
/// One colour, marker and dash a block family, the same everywhere. The colours are three of Okabe and Ito's set
/// (2008), which readers with any common form of colour blindness tell apart; marker and dash say the same again.
/// </summary>
internal static class FamilyPalette
{
    public const string Ink = "#1f2328"; // text
    public const string Muted = "#57606a"; // remarks and axes
    public const string Grid = "#e4e7eb";
    public const string Paper = "#ffffff";

    /// <summary>The style of a reader's own block, whatever family it was derived from.</summary>
    public static SeriesStyle Yours { get; } = new("Your block", "#CC79A7", MarkerForm.Diamond, LineForm.Solid);

    /// <summary>The style of a family.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The family has no style.</exception>
    public static SeriesStyle For(BlockFamily family) => family switch
    {
        BlockFamily.Bottleneck => new("Classic bottleneck", "#0072B2", MarkerForm.Square, LineForm.Dashed),
        BlockFamily.InvertedResidual => new("Inverted residual", "#D55E00", MarkerForm.Triangle, LineForm.Dotted),
        BlockFamily.Sandglass => new("Sandglass", "#009E73", MarkerForm.Circle, LineForm.Solid),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "A family without a style."),
    };
}

/// <summary>
/// How boxes on pictures look: four light colours of Okabe and Ito's set (2008) that no family has, on which dark
/// letters can be read, and a form of line each.
/// </summary>
internal static class BoxPalette
{
    public static SeriesStyle Truth { get; } = new("Object", "#FFFFFF", MarkerForm.None, LineForm.Dashed); // as annotated
    public static SeriesStyle Found { get; } = new("Found", "#56B4E9", MarkerForm.None, LineForm.Solid);
    public static SeriesStyle Wrong { get; } = new("Wrong", "#E69F00", MarkerForm.None, LineForm.Dotted);
    public static SeriesStyle Missed { get; } = new("Missed", "#F0E442", MarkerForm.None, LineForm.Dashed);
    public static SeriesStyle Prior { get; } = Found with { Name = "Prior" };
    public static SeriesStyle MatchedPrior { get; } = Wrong with { Name = "Prior that answers for an object", Line = LineForm.Solid };
    public static SeriesStyle Neither { get; } = new("Difficult", "#C8CDD3", MarkerForm.None, LineForm.Dotted); // neither right nor wrong
}

/// <summary>
/// Name and colour of the layers that carry weights: those of Okabe and Ito's colours (2008) that no family has.
/// </summary>
internal static class LayerPalette
{
    /// <summary>The kinds, in the order in which they are stacked.</summary>
    public static IReadOnlyList<(LayerType Type, string Name, string Colour)> Kinds { get; } =
    [
        (LayerType.Convolution, "Full convolution", "#E69F00"),
        (LayerType.Depthwise, "Depthwise", "#56B4E9"),
        (LayerType.Pointwise, "Pointwise", "#B85C91"),
        (LayerType.Linear, "Linear", "#8C959F"),
        (LayerType.Own, "Own", "#F0E442"),
    ];
}

/// <summary>The style of what belongs to no family: greys, distinguished by their lines.</summary>
internal static class NullPalette
{
    /// <summary>A null that is the same for all families.</summary>
    public static SeriesStyle Of(string name, LineForm line) => new(name, "#6E7781", MarkerForm.Circle, line);

    /// <summary>What a measurement found where no family is measured.</summary>
    public static SeriesStyle Found(string name) => new(name, FamilyPalette.Ink, MarkerForm.Circle, LineForm.Solid);
}

/// <summary>
/// How searches look that stand beside each other: ink and those of Okabe and Ito's colours (2008) that no family has,
/// told apart by markers too. Those with the sandglass as their only block have its colour.
/// </summary>
internal static class SearchPalette
{
    private const string WithSandglass = "with-sandglass";
    private static readonly string[] Colours = [FamilyPalette.Ink, "#E69F00", "#56B4E9", "#B85C91", "#8C959F"];

    private static bool OfSandglass(string name) => name.StartsWith(WithSandglass, StringComparison.Ordinal);

    /// <summary>How many searches their colours alone tell apart.</summary>
    public static int Distinct => Colours.Length;

    private static readonly MarkerForm[] Markers = [MarkerForm.Circle, MarkerForm.Square, MarkerForm.Triangle];

    /// <summary>A style a name, the same for the same; after fifteen they repeat.</summary>
    public static IReadOnlyList<SeriesStyle> For(IReadOnlyList<string> names)
    {
        var distinct = names.Distinct().ToList();
        var others = distinct.Where(name => !OfSandglass(name)).ToList();
        string Colour(string name) => OfSandglass(name) ? FamilyPalette.For(BlockFamily.Sandglass).Colour : Colours[others.IndexOf(name) % Colours.Length];
        return [.. names.Select(name => new SeriesStyle(name, Colour(name), Markers[distinct.IndexOf(name) % Markers.Length], LineForm.Solid))];
    }
}
