namespace Sandglass.Display.Style;

/// <summary>
/// How searches look that stand beside each other: ink and those of Okabe and Ito's colours (2008) that are no family's,
/// told apart by markers too.
/// </summary>
internal static class SearchPalette
{
    private static readonly string[] Colours = [FamilyPalette.Ink, "#E69F00", "#56B4E9", "#B85C91", "#8C959F"];

    /// <summary>How many searches their colours alone tell apart.</summary>
    public static int Distinct => Colours.Length;

    private static readonly MarkerForm[] Markers = [MarkerForm.Circle, MarkerForm.Square, MarkerForm.Triangle];

    /// <summary>A style a name, the same for the same; after fifteen they begin anew.</summary>
    public static IReadOnlyList<FamilyStyle> For(IReadOnlyList<string> names)
    {
        var distinct = names.Distinct().ToList();
        return [.. names.Select(name => distinct.IndexOf(name)).Select(i => new FamilyStyle(distinct[i], Colours[i % Colours.Length], Markers[i % Markers.Length], LineForm.Solid))];
    }
}
