namespace Sandglass.Display.Figures;

/// <summary>Panels in rows, from left to right and from the top down.</summary>
internal readonly record struct PanelGrid
{
    /// <summary>A grid of so many panels.</summary>
    public PanelGrid(int count, int columns) => (Columns, Rows) = (Math.Min(count, columns), (count + Math.Min(count, columns) - 1) / Math.Min(count, columns));

    /// <summary>Panels side by side.</summary>
    public int Columns { get; }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>Where a panel stands.</summary>
    public (int Row, int Column) At(int index) => (index / Columns, index % Columns);
}
