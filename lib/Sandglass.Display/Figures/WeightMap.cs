using System.Globalization;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Search.Space;
using Sandglass.Search.Training;

namespace Sandglass.Display.Figures;

/// <summary>Builds the map of a search's weights over edges and operations, with a slider over the epochs.</summary>
internal static class WeightMap
{
    private const int MostStates = 26; // all are in the figure, and a notebook has room for 300 kB
    private const int ColourSteps = 32; // a still picture has 256 colours, and the words in so many cells take most of them
    private const int UsualEdges = 14;
    private const int EdgeHeight = 19;
    private const int WordsHeight = 40;
    private const double Beside = 0.42; // a mark stands right of the number
    private static readonly SeriesStyle Kept = new("Kept by the derivation", FamilyPalette.Ink, MarkerForm.Circle, LineForm.None);

    public static Figure Build(SearchSpace space, IReadOnlyList<SearchEpoch> epochs)
    {
        if (epochs.Count == 0)
        {
            throw new ArgumentException("A map of weights needs at least one epoch.", nameof(epochs));
        }
        RequireFit(space, epochs);
        var shown = Thinned(epochs);
        var scale = new HeatScale("Softmax weight", 0, Ceiling(epochs)) { Steps = ColourSteps };
        var last = shown[^1];
        var thinned = shown.Count < epochs.Count ? FormattableString.Invariant($" The slider shows {shown.Count} of {epochs.Count} epochs.") : "";
        return new Figure(
            "search-weights",
            $"Weights of the operations on each edge: space {space.Name}",
            $"One search. An edge's weights add up to 1; undecided, each is {Word(1.0 / space.Operations.Count)}. A circle: kept by the derivation, which takes into each node the two edges whose best operation other than none weighs most.{thinned}",
            Panels(space, last, scale, FormattableString.Invariant($", epoch {last.Epoch}")))
        {
            Columns = 1,
            FurtherHeight = 2 * (WordsHeight + (EdgeHeight * Math.Max(0, space.Edges - UsualEdges))),
            Slider = shown.Count == 1 ? null : new FigureSlider(
                "Epoch",
                [.. shown.Select(epoch => (epoch.Epoch.ToString(CultureInfo.InvariantCulture), Panels(space, epoch, scale, "")))],
                shown.Count - 1)
            {
                Columns = 1,
            },
        };
    }

    /// <summary>Where the edges of a cell come from and go to, in the order of the weights.</summary>
    public static IReadOnlyList<string> EdgeNames(int nodes) =>
    [
        .. from node in Enumerable.Range(0, nodes)
           from source in Enumerable.Range(0, node + 2)
           select FormattableString.Invariant($"{MapName(source)} → node {node + 1}"),
    ];

    private static string MapName(int map) => FormattableString.Invariant(map < 2 ? (FormattableString)$"input {map + 1}" : $"node {map - 1}");

    private static IReadOnlyList<Panel> Panels(SearchSpace space, SearchEpoch epoch, HeatScale scale, string when)
    {
        var genotype = Genotype.Parse(epoch.Genotype);
        return
        [
            Panel(space, $"Normal cell{when}", epoch.Normal, genotype.Normal, scale),
            Panel(space, $"Reduction cell{when}", epoch.Reduction, genotype.Reduction, scale),
        ];
    }

    private static Panel Panel(SearchSpace space, string heading, double[][] weights, CellGenotype kept, HeatScale scale)
    {
        var edges = EdgeNames(space.Nodes);
        // The first row of a map lies lowest, and a cell's first edge is to lie highest.
        var cells = HeatCells.Of(
            edges.Count, space.Operations.Count, (row, operation) => Digits.Keep(weights[edges.Count - 1 - row][operation], 3), scale);
        var marks = kept.Edges.Select((edge, i) =>
        {
            var (row, operation) = (SearchSpace.FirstEdge(i / 2) + edge.From, space.Operations.Index().First(o => o.Item.Equals(edge.Operation)).Index);
            var remark = $"{edges[row]}\n{edge.Operation}: {Word(weights[row][operation])}";
            return new Mark(operation + Beside, edges.Count - 1 - row, remark) { Filled = false };
        });
        return new Panel(
            heading,
            Axis.OfWords("Operation", [.. space.Operations.Select(operation => operation.Name)]) with { IsSlanted = true },
            Axis.OfWords("Edge", [.. edges.Reverse()]),
            [new Series(Kept, Spread.Bars, [.. marks])])
        {
            Cells = cells with { HasNumbers = false },
        };
    }

    // One scale for all epochs, to the next tenth, so that colours of different epochs can be held against each other.
    private static double Ceiling(IReadOnlyList<SearchEpoch> epochs) =>
        Math.Min(1, Math.Ceiling(10 * epochs.Max(epoch => epoch.Normal.Concat(epoch.Reduction).Max(edge => edge.Max()))) / 10);

    private static IReadOnlyList<SearchEpoch> Thinned(IReadOnlyList<SearchEpoch> epochs) => epochs.Count <= MostStates
        ? epochs
        : [.. Enumerable.Range(0, MostStates).Select(i => epochs[(int)Math.Round((double)i * (epochs.Count - 1) / (MostStates - 1))])];

    private static string Word(double weight) => weight.ToString("0.000", CultureInfo.InvariantCulture);

    private static void RequireFit(SearchSpace space, IReadOnlyList<SearchEpoch> epochs)
    {
        if (epochs.Any(epoch => epoch.Normal.Length != space.Edges || epoch.Reduction.Length != space.Edges
            || epoch.Normal.Concat(epoch.Reduction).Any(edge => edge.Length != space.Operations.Count)))
        {
            throw new ArgumentException(
                $"The weights are not of space {space.Name}, which has {space.Edges} edges of {space.Operations.Count} operations; give the space that was searched.",
                nameof(epochs));
        }
    }
}
