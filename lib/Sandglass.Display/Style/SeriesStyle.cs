namespace Sandglass.Display.Style;

/// <summary>How a series looks, such as that of a block family in every figure, table and page: its name and colour, the forms of its points and lines.</summary>
internal sealed record SeriesStyle(string Name, string Colour, MarkerForm Marker, LineForm Line)
{
    /// <summary>The same half way to the paper, for what stands behind the series itself.</summary>
    public SeriesStyle Pale
    {
        get
        {
            var rgb = Convert.FromHexString(Colour.AsSpan(1));
            return this with { Colour = FormattableString.Invariant($"#{(rgb[0] + 255) / 2:X2}{(rgb[1] + 255) / 2:X2}{(rgb[2] + 255) / 2:X2}") };
        }
    }

    /// <summary>The colour, let through by <paramref name="opacity"/> in [0, 1], as CSS writes it.</summary>
    public string Css(double opacity)
    {
        var rgb = Convert.FromHexString(Colour.AsSpan(1));
        return FormattableString.Invariant($"rgba({rgb[0]},{rgb[1]},{rgb[2]},{opacity:0.##})");
    }
}

/// <summary>The form of a point; a triangle stands on its base, a diamond is a square on its corner.</summary>
internal enum MarkerForm
{
    Square,
    Triangle,
    Circle,
    Diamond,
    None,
}

/// <summary>The form of a line.</summary>
internal enum LineForm
{
    Solid,
    Dashed,
    Dotted,
    None,
}
