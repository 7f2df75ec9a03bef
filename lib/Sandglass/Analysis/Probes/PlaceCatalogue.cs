using System.Text.RegularExpressions;
using Sandglass.Blocks;
using Sandglass.Networks;

namespace Sandglass.Analysis.Probes;

/// <summary>
/// All places of a plan or spec in the order in which data meets them; no network is built. <see cref="LayerWalk"/> says
/// how they are named.
/// </summary>
internal static class PlaceCatalogue
{
    /// <summary>The places of a network for one image.</summary>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    public static IReadOnlyList<FeatureMap> Of(NetworkPlan plan) => Of(plan.Layers());

    /// <summary>The places of one block, without a prefix: <c>reduce.out</c>, <c>shortcut</c>, <c>out</c>.</summary>
    /// <param name="block">The block.</param>
    /// <param name="size">Side of its input, pixels.</param>
    /// <exception cref="InvalidSpecException">The spec cannot be built.</exception>
    public static IReadOnlyList<FeatureMap> Of(BlockSpec block, int size) => Of(LayerWalk.Of("", block, size));

    /// <summary>The shortcuts that add something.</summary>
    internal static IEnumerable<FeatureMap> Shortcuts(NetworkPlan plan) => Of(plan).Where(IsShortcut);

    /// <summary>The places that patterns mean, each once, in the order of the data; without patterns every output and shortcut.</summary>
    /// <exception cref="WorkbenchException">A pattern matches no place.</exception>
    internal static IReadOnlyList<FeatureMap> Chosen(NetworkPlan plan, IReadOnlyList<string>? patterns)
    {
        var places = Of(plan);
        if (patterns is null)
        {
            return [.. places.Where(map => map.Place.EndsWith(".out", StringComparison.Ordinal) || IsShortcut(map))];
        }

        var chosen = patterns.SelectMany(pattern => Match(pattern, places.Select(map => map.Place))).ToHashSet();
        return [.. places.Where(map => chosen.Contains(map.Place))];
    }

    /// <summary>The names that a pattern means, in their order. <c>*</c> stands for any characters of one dotted part,
    /// <c>**</c> for any at all.</summary>
    /// <exception cref="WorkbenchException">No name matches; the message offers near ones.</exception>
    internal static IReadOnlyList<string> Match(string pattern, IEnumerable<string> names)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        var expression = Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", @"[^.]*", StringComparison.Ordinal);
        var all = names.ToArray();
        var matching = all.Where(name => Regex.IsMatch(name, $"^{expression}$", RegexOptions.NonBacktracking)).ToArray();
        return matching.Length > 0 ? matching : throw new WorkbenchException(
            $"there is no place '{pattern}'; similar names are {string.Join(", ", NearNames.Of(pattern, all))} (PlaceCatalogue lists all places)");
    }

    private static IReadOnlyList<FeatureMap> Of(IEnumerable<NetworkLayer> layers) =>
        [.. layers.SelectMany(layer => new[] { layer.Input, layer.Output }).Where(map => map.Place.Length > 0).DistinctBy(map => map.Place)];

    private static bool IsShortcut(FeatureMap map) => map.Place.EndsWith(".shortcut", StringComparison.Ordinal);
}
