namespace Sandglass.Display.Figures;

/// <summary>One part of every bar of a panel; bars stand at 0, 1, 2 … and their parts lie on each other.</summary>
/// <param name="Name">What the part is.</param>
/// <param name="Colour">Its colour as <c>#RRGGBB</c>.</param>
/// <param name="Values">Its height in each bar.</param>
/// <param name="Remarks">What a reader who points at it is told, one a bar.</param>
internal sealed record BarSeries(string Name, string Colour, IReadOnlyList<double> Values, IReadOnlyList<string> Remarks);
