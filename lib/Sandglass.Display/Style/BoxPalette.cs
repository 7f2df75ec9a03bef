namespace Sandglass.Display.Style;

/// <summary>
/// How boxes on pictures look: four light colours of Okabe and Ito's set (2008) that are no family's, on which dark
/// letters can be read, and a form of line each.
/// </summary>
internal static class BoxPalette
{
    /// <summary>What the annotation says is there.</summary>
    public static FamilyStyle Truth { get; } = new("Object", "#FFFFFF", MarkerForm.None, LineForm.Dashed);

    /// <summary>A detection that names an object.</summary>
    public static FamilyStyle Found { get; } = new("Found", "#56B4E9", MarkerForm.None, LineForm.Solid);

    /// <summary>A detection that names none.</summary>
    public static FamilyStyle Wrong { get; } = new("Wrong", "#E69F00", MarkerForm.None, LineForm.Dotted);

    /// <summary>An object that no detection names.</summary>
    public static FamilyStyle Missed { get; } = new("Missed", "#F0E442", MarkerForm.None, LineForm.Dashed);

    /// <summary>A box that a detector starts from.</summary>
    public static FamilyStyle Prior { get; } = Found with { Name = "Prior" };

    /// <summary>A prior that answers for an object.</summary>
    public static FamilyStyle MatchedPrior { get; } = Wrong with { Name = "Prior that answers for an object", Line = LineForm.Solid };

    /// <summary>What is neither right nor wrong: difficult objects.</summary>
    public static FamilyStyle Neither { get; } = new("Difficult", "#C8CDD3", MarkerForm.None, LineForm.Dotted);
}
