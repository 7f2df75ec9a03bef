namespace Sandglass.Display.Figures;

/// <summary>Numbers as colours, a cell each.</summary>
/// <param name="Values">[rows, columns], the first row lowest; NaN where there is no number.</param>
/// <param name="Scale">What the colours mean.</param>
internal sealed record HeatCells(double[,] Values, HeatScale Scale)
{
    /// <summary>Whether a still picture has the numbers too; where it has not, colours say enough, and a notebook less to carry.</summary>
    public bool HasNumbers { get; init; } = true;

    /// <summary>What is written in a cell; empty where there is no number.</summary>
    public string Word(int row, int column) =>
        double.IsFinite(Values[row, column]) ? HeatScale.Word(Values[row, column]) : "";
}
