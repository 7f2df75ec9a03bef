namespace Sandglass;

/// <summary>Names that someone may have meant.</summary>
internal static class NearNames
{
    private const int Offered = 3;
    private const int ShortName = 5; // in which two other letters make another name
    private const int Longest = 60; // whoever gives more meant no name

    /// <summary>The name that was probably meant: it begins so, or few letters differ. Case makes no difference.</summary>
    /// <param name="wanted">What was given.</param>
    /// <param name="names">The names that there are.</param>
    /// <returns>The name; null where none is near.</returns>
    public static string? Meant(string wanted, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted.Length is < 2 or > Longest)
        {
            return null;
        }

        var most = wanted.Length < ShortName ? 1 : Math.Max(2, wanted.Length / 3);
        return names.Select(name => (Name: name, Changes: Changes(wanted.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(near => near.Changes <= most && near.Changes < Math.Min(wanted.Length, near.Name.Length))
            .OrderBy(near => near.Changes)
            .FirstOrDefault().Name;
    }

    /// <summary>The three names with the fewest changed letters.</summary>
    internal static IEnumerable<string> Of(string wanted, IEnumerable<string> names) =>
        names.OrderBy(name => Distance(wanted, name)).Take(Offered);

    private static int Changes(string wanted, string name) => name.StartsWith(wanted, StringComparison.Ordinal) ? 0 : Distance(wanted, name);

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
