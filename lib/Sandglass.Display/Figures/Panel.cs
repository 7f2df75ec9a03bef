namespace Sandglass.Display.Figures;

/// <summary>One pair of axes with its series.</summary>
/// <param name="Heading">What sets this panel apart from its neighbours; empty when it is alone.</param>
/// <param name="X">The axis below.</param>
/// <param name="Y">The axis to the left.</param>
/// <param name="Series">The lines and points, one a family.</param>
internal sealed record Panel(string Heading, Axis X, Axis Y, IReadOnlyList<Series> Series)
{
    /// <summary>The parts of its stacked bars, from the lowest up; none in a panel of lines and points.</summary>
    public IReadOnlyList<BarSeries> Bars { get; init; } = [];

    /// <summary>Whether a unit is as long upwards as to the right, where the drawing can choose.</summary>
    public bool HasEqualScales { get; init; }

    /// <summary>Its cells, with middles at 0, 1, 2 … of both axes; null in a panel without.</summary>
    public HeatCells? Cells { get; init; }
}
