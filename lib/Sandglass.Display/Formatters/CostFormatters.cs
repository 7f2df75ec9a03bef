using Sandglass.Counting;
using Sandglass.Detection.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Studies;
using Sandglass.Search.Supernet;
using static Sandglass.Display.CellText;

namespace Sandglass.Display.Formatters;

/// <summary>Lists of networks with what they cost, and proxies of a search.</summary>
internal static class CostFormatters
{
    // Fashion-MNIST's training images, on which the recorded searches ran.
    private const int Images = 10_000;

    public static void Register()
    {
        new Forms<Table>().Table(table => table);
        new Forms<IEnumerable<NetworkCount>>().Table(Counts);
        new Forms<IEnumerable<BudgetMatch>>().Table(Matches);
        new Forms<IEnumerable<DetectorPlan>>().Table(Detectors);
        new Forms<IEnumerable<SearchSpace>>().Table(Spaces);
        new Forms<SearchPreset>().Table(preset => Table.Facts(preset.Describe(Images).Select(Fact)));
    }

    private static Table Counts(IEnumerable<NetworkCount> counts) => Table.Of(
        ["name", "#parameters", "#multiply-adds", "#activations, KiB", "#receptive field"],
        counts.Select(count => (string[])
        [
            count.Name, Whole(count.Parameters), Whole(count.MultiplyAdds), Number(count.ActivationBytes / 1024.0, "n0"), Whole(count.ReceptiveField),
        ]));

    private static Table Matches(IEnumerable<BudgetMatch> matches) => Table.Of(
        ["network", "#width", "#budget", "#difference", "#multiply-adds", "#parameters"],
        matches.Select(match => (Match: match, Count: Counter.Count(match.Plan))).Select(network => (string[])
        [
            network.Count.Name,
            Number(network.Match.Width, "0.0000"),
            Whole(network.Match.Target),
            $"{Number(100 * network.Match.Residual, "+0.00;−0.00;0.00")} %",
            Whole(network.Count.MultiplyAdds),
            Whole(network.Count.Parameters),
        ]));

    private static Table Detectors(IEnumerable<DetectorPlan> plans) => Table.Of(
        ["detector", "#parameters", "#multiply-adds", "#image, pixels", "#priors"],
        plans.Select(plan => (Plan: plan, Count: DetectorCounter.Count(plan))).Select(detector => (string[])
        [
            detector.Plan.Name, Whole(detector.Count.Parameters), Whole(detector.Count.MultiplyAdds), Whole(detector.Plan.Resolution), Whole(detector.Plan.PriorCount),
        ]));

    private static Table Spaces(IEnumerable<SearchSpace> spaces) => Table.Of(
        ["space", "#operations", "#normal cells", "#parameters of the search network", "#multiply-adds"],
        spaces.Select(space => (Space: space, Count: SearchNetworkCounter.Count(space))).Select(network => (string[])
        [
            network.Space.Name, Whole(network.Space.Operations.Count), Number(Cells(network.Space), "0.0e+0"), Whole(network.Count.Parameters), Whole(network.Count.MultiplyAdds),
        ]));

    // Each node takes two of the maps before it, and an operation other than none on either edge.
    private static double Cells(SearchSpace space)
    {
        var operations = space.Operations.Count(operation => !operation.Equals(CandidateOperation.None));
        return Enumerable.Range(2, space.Nodes).Aggregate(1.0, (cells, maps) => cells * maps * (maps - 1) / 2 * operations * operations);
    }

    private static (string, string) Fact(string line) => line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at ? (line[..at], line[(at + 2)..]) : ("", line);
}
