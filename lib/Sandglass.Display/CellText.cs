using System.Globalization;

namespace Sandglass.Display;

/// <summary>Numbers as tables write them, the same in every culture.</summary>
internal static class CellText
{
    /// <summary>A whole number, such as <c>3,206,480</c>.</summary>
    public static string Whole(long number) => number.ToString("n0", CultureInfo.InvariantCulture);

    /// <summary>A share in [0, 1] in per cent, such as <c>77.1 %</c>.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
