namespace Sandglass.Display.Figures;

/// <summary>A slider over states of a figure, all with as many panels.</summary>
/// <param name="Quantity">What the slider changes.</param>
/// <param name="States">A label on the slider and the panels each.</param>
/// <param name="Active">The state that is shown first.</param>
internal sealed record FigureSlider(string Quantity, IReadOnlyList<(string Label, IReadOnlyList<Panel> Panels)> States, int Active)
{
    /// <summary>Panels side by side before the next row begins.</summary>
    public int Columns { get; init; } = int.MaxValue;
}
