using System.Globalization;

namespace Sandglass.Paper;

/// <summary>How counts and differences are written.</summary>
internal static class NumberText
{
    public static string Millions(long count) => (count / 1e6).ToString("0.00", CultureInfo.InvariantCulture) + "M";

    public static string SignedPercent(double share) =>
        (100 * share).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A fraction in percentage points, signed.</summary>
    public static string Points(double fraction) =>
        (100 * fraction).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);
}
