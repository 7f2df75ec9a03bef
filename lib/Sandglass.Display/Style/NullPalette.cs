namespace Sandglass.Display.Style;

/// <summary>How that looks which belongs to no family: greys, told apart by their lines.</summary>
internal static class NullPalette
{
    /// <summary>A null that is the same for all families.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="line">Form of its line.</param>
    public static FamilyStyle Of(string name, LineForm line) => new(name, "#6E7781", MarkerForm.Circle, line);

    /// <summary>What a measurement found where no family is measured.</summary>
    /// <param name="name">Its name.</param>
    public static FamilyStyle Found(string name) => new(name, FamilyPalette.Ink, MarkerForm.Circle, LineForm.Solid);
}
