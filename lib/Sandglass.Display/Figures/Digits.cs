namespace Sandglass.Display.Figures;

/// <summary>Keeps no more digits than a figure shows: notebooks carry their figures within them.</summary>
internal static class Digits
{
    /// <summary>The number to four significant digits.</summary>
    public static double Keep(double value) => Keep(value, 4);

    /// <summary>The number to so many significant digits.</summary>
    public static double Keep(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value;
        }
        var places = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return places is >= 0 and <= 15 ? Math.Round(value, places) : value;
    }
}
