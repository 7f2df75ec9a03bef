using System.Buffers;

namespace Sandglass.Detection.Data.Voc;

/// <summary>Names that come out of files and become parts of paths.</summary>
internal static class VocNames
{
    private const int Longest = 100;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>Whether it is letters, digits, dots, hyphens and underscores, and leads to no other folder.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= Longest && text[0] != '.' && text.AsSpan().IndexOfAnyExcept(Allowed) < 0;
}
