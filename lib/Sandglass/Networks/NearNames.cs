namespace Sandglass.Networks;

/// <summary>Names that someone may have meant.</summary>
internal static class NearNames
{
    private const int Offered = 3;

    /// <summary>The three names with the fewest changed letters.</summary>
    internal static IEnumerable<string> Of(string wanted, IEnumerable<string> names) =>
        names.OrderBy(name => Distance(wanted, name)).Take(Offered);

    // Levenshtein: letters to insert, delete or change.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
