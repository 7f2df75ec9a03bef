namespace Sandglass.Display.Drawings;

/// <summary>Colours between a colour and white, without transparency, so that every renderer shows the same.</summary>
internal static class Tint
{
    /// <summary>The colour with <paramref name="share"/> of it left, from 0 (white) to 1 (itself).</summary>
    public static string Of(string colour, double share)
    {
        var rgb = Convert.FromHexString(colour.AsSpan(1));
        var mixed = rgb.Select(part => (byte)Math.Round(255 + (share * (part - 255)))).ToArray();
        return "#" + Convert.ToHexStringLower(mixed);
    }
}
