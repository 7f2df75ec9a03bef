namespace Sandglass.Display.Pages;

/// <summary>
/// The stages and blocks that names of operators tell, such as <c>stage3.block2.expand.conv</c> or
/// <c>/features/features.1/conv/Conv</c>: what begins alike belongs together.
/// </summary>
internal static class OperatorGroups
{
    // Fewer are seen at a glance.
    private const int Least = 3;
    private const int Deepest = 6;

    /// <summary>For each name the groups that it is in, the outermost first, by what their names begin with.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<string> names)
    {
        var beginnings = names.Select(Beginnings).ToArray();
        var counts = beginnings.SelectMany(all => all).CountBy(beginning => beginning).ToDictionary();
        return [.. beginnings.Select(all => Kept(all, counts, names.Count))];
    }

    /// <summary>A name without the beginning of its group.</summary>
    public static string Within(string name, string? group) => group is null ? name.TrimStart('/') : name[group.Length..].TrimStart('.', '/');

    private static string[] Beginnings(string name)
    {
        var separator = name.Contains('/', StringComparison.Ordinal) ? '/' : '.';
        return [.. Enumerable.Range(1, Math.Max(0, name.Length - 2)).Where(i => name[i] == separator && name[i - 1] != separator).Take(Deepest).Select(i => name[..i])];
    }

    // Without those that hold too few, and those that hold the same as the one around them.
    private static List<string> Kept(string[] beginnings, Dictionary<string, int> counts, int around)
    {
        var kept = new List<string>();
        foreach (var beginning in beginnings)
        {
            if (counts[beginning] >= Least && counts[beginning] < around)
            {
                kept.Add(beginning);
                around = counts[beginning];
            }
        }

        return kept;
    }
}
