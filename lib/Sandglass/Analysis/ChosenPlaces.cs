using Sandglass.Analysis.Probes;
using Sandglass.Networks;

namespace Sandglass.Analysis;

internal static class ChosenPlaces
{
    /// <summary>The places that patterns mean, each once, in the order of the data; without patterns every output and shortcut.</summary>
    /// <exception cref="WorkbenchException">A pattern matches no place.</exception>
    internal static IReadOnlyList<Place> Of(NetworkPlan plan, IReadOnlyList<string>? patterns)
    {
        var places = PlaceCatalogue.Of(plan);
        if (patterns is null)
        {
            return [.. places.Where(place => place.Name.EndsWith(".out", StringComparison.Ordinal) || IsShortcut(place))];
        }

        var chosen = patterns.SelectMany(pattern => PlacePattern.Match(pattern, places.Select(place => place.Name))).ToHashSet();
        return [.. places.Where(place => chosen.Contains(place.Name))];
    }

    private static bool IsShortcut(Place place) => place.Name.EndsWith(".shortcut", StringComparison.Ordinal);
}
