namespace Sandglass.Display.Figures;

/// <summary>One point of a series.</summary>
/// <param name="X">Where it stands; the true cost, or a little beside it where points would hide each other.</param>
/// <param name="Y">Its mean.</param>
/// <param name="Low">Lower end of its spread; NaN when there is none.</param>
/// <param name="High">Upper end of its spread; NaN when there is none.</param>
/// <param name="Remark">What a reader who points at it is told, lines parted by <c>\n</c>.</param>
internal sealed record Mark(double X, double Y, double Low, double High, string Remark)
{
    /// <summary>The single values behind the mean, drawn small beside it.</summary>
    public IReadOnlyList<double> Singles { get; init; } = [];

    /// <summary>A word written beside the point; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Where the middle of the label lies from the point, in pixels, right and down.</summary>
    public (float Right, float Down) LabelOffset { get; init; }

    /// <summary>Whether the marker is filled with its colour, or open.</summary>
    public bool Filled { get; init; } = true;

    /// <summary>Whether it has a spread.</summary>
    public bool HasSpread => double.IsFinite(Low) && double.IsFinite(High);
}
