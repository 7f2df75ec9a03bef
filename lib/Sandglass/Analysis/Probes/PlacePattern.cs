using System.Text.RegularExpressions;

namespace Sandglass.Analysis.Probes;

/// <summary>Chooses places by name. <c>*</c> stands for any characters of one dotted part, <c>**</c> for any at all.</summary>
internal static class PlacePattern
{
    /// <summary>The names that a pattern means, in their order.</summary>
    /// <exception cref="WorkbenchException">No name matches; the message offers near ones.</exception>
    internal static IReadOnlyList<string> Match(string pattern, IEnumerable<string> names)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        var expression = Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", @"[^.]*", StringComparison.Ordinal);
        var all = names.ToArray();
        var matching = all.Where(name => Regex.IsMatch(name, $"^{expression}$", RegexOptions.NonBacktracking)).ToArray();
        return matching.Length > 0 ? matching : throw new WorkbenchException(
            $"no place is called '{pattern}'; near are {string.Join(", ", NearNames.Of(pattern, all))} (PlaceCatalogue lists all places)");
    }
}
