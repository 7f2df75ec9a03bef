using System.Globalization;

namespace Sandglass.Statistics;

/// <summary>How a p value is written.</summary>
internal static class PValue
{
    /// <summary>Three decimals, <c>&lt;0.001</c> below them, since no p is zero; empty for NaN, a test that could not be made.</summary>
    /// <param name="p">The p value.</param>
    public static string Text(double p) => double.IsNaN(p) ? "" : p < 0.001 ? "<0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);
}
