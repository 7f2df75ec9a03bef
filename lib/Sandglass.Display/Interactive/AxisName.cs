using System.Globalization;

namespace Sandglass.Display.Interactive;

/// <summary>Plotly's names of axes: the first has no number.</summary>
internal static class AxisName
{
    /// <summary>The name by which traces and annotations point at an axis, such as <c>x2</c>.</summary>
    public static string Anchor(string letter, int number) => letter + Suffix(number);

    /// <summary>The name of the axis in the layout, such as <c>xaxis2</c>.</summary>
    public static string InLayout(string letter, int number) => $"{letter}axis{Suffix(number)}";

    private static string Suffix(int number) =>
        number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture);
}
