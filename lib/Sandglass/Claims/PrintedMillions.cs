using System.Globalization;
using Sandglass.Counting;

namespace Sandglass.Claims;

/// <summary>A published value such as <c>3.5M</c> as a number.</summary>
internal static class PrintedMillions
{
    public static bool Is(string published) => TryParse(published, out _);

    /// <exception cref="WorkbenchException">The claim's value is no number of millions.</exception>
    public static PrintedNumber Parse(Claim claim) => TryParse(claim.Published, out var number)
        ? new PrintedNumber(number)
        : throw new WorkbenchException($"claim {claim.Id}: '{claim.Published}' is no number of millions such as 3.5M, so a count cannot decide it");

    private static bool TryParse(string published, out decimal number)
    {
        number = 0;
        return published.EndsWith('M')
            && decimal.TryParse(published[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
            && number is > 0 and < 1_000_000;
    }
}
