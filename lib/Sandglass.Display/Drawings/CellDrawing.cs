using System.Globalization;
using Sandglass.Display.Style;
using Sandglass.Search.Space;

namespace Sandglass.Display.Drawings;

/// <summary>Draws a cell of a genotype: data flows downwards along lanes, one a map.</summary>
/// <param name="cell">The cell.</param>
/// <param name="reduces">Whether it is the reduction cell, where operations on the inputs have stride 2.</param>
/// <param name="cost">What it costs; null where that is not known.</param>
/// <param name="frame">Where things stand.</param>
internal sealed class CellDrawing(CellGenotype cell, bool reduces, CellCost? cost, CellFrame frame)
{
    public const double NameSize = 12.5;
    public const double CostSize = 11.5;

    private const double LineHeight = 15.5;
    private const string Lane = "#8c959f";
    private static readonly string[] InputNames = ["input 1: c(k−2)", "input 2: c(k−1)"];

    /// <summary>What is written into the boxes, from the upper line down: the inputs, then the edges.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Words(CellGenotype cell, CellCost? cost) =>
    [
        .. InputNames.Select((name, i) => (IReadOnlyList<string>)[name, .. cost?.Inputs[i].Lines ?? []]),
        .. cell.Edges.Select((edge, i) => (IReadOnlyList<string>)[edge.Operation.Name, .. cost?.Edges[i].Lines ?? []]),
    ];

    public static double HeightOf(int lines) => 10 + (LineHeight * lines);

    public IEnumerable<Shape> Shapes()
    {
        var branches = Enumerable.Range(0, cell.Nodes).SelectMany(Branches).ToArray();
        return
        [
            .. Enumerable.Range(0, cell.Nodes + 2).SelectMany(map => LaneOf(map, branches)),
            .. branches.SelectMany(Branch),
            .. InputNames.SelectMany((name, i) => Box("input", frame.Box(i == 1), frame.Top, Words(cell, cost)[i], new OperationLook(FamilyPalette.Ink, FamilyPalette.Paper, HasWeights: true))),
            .. branches.SelectMany(branch => Box($"edge{branch.Edge + 1}", frame.Box(branch.Right), frame.BoxTop(branch.Edge / 2), Words(cell, cost)[branch.Edge + 2], branch.Look)),
            .. Enumerable.Range(0, cell.Nodes).SelectMany(Node),
            .. Output(),
        ];
    }

    // The edge from the lane further left stands left, so that the two lines to a row's operations never cross.
    private IEnumerable<EdgeBranch> Branches(int node)
    {
        int[] order = frame.LaneOf(cell.Edges[2 * node].From) <= frame.LaneOf(cell.Edges[(2 * node) + 1].From)
            ? [2 * node, (2 * node) + 1]
            : [(2 * node) + 1, 2 * node];
        var (first, second) = (CellFrame.IsLeft(cell.Edges[order[0]].From), CellFrame.IsLeft(cell.Edges[order[1]].From));
        yield return Of(order[0], right: false, upper: !first && !second);
        yield return Of(order[1], right: true, upper: first && second);

        EdgeBranch Of(int edge, bool right, bool upper)
        {
            var (operation, from) = cell.Edges[edge];
            return new EdgeBranch(edge, from, right, frame.Branch(node, upper), OperationLook.Of(operation, reduces && from < 2 ? 2 : 1));
        }
    }

    private IEnumerable<Shape> LaneOf(int map, EdgeBranch[] branches)
    {
        var joined = cell.Concat.Contains(map);
        var ends = branches.Where(branch => branch.From == map).Select(branch => branch.Height).Append(joined ? frame.OutputTop - 8 : 0).Max();
        if (ends == 0)
        {
            return []; // nothing reads it
        }
        var lane = frame.LaneOf(map);
        Place[] start = map < 2
            ? [new(frame.BoxMiddle(map == 1), frame.Top + frame.BoxHeight), new(frame.BoxMiddle(map == 1), frame.InputTurn(map)), new(lane, frame.InputTurn(map))]
            : [new(frame.Middle, frame.NodeAt(map - 2)), new(frame.Middle, frame.NodeExit(map - 2)), new(lane, frame.NodeExit(map - 2))];
        return
        [
            new Stroke([.. start, new(lane, ends)], Lane, 1.6),
            .. joined ? [Head(new(lane, frame.OutputTop), 0, 1, Lane)] : Array.Empty<Shape>(),
        ];
    }

    private IEnumerable<Shape> Branch(EdgeBranch branch)
    {
        var (node, look) = (branch.Edge / 2, branch.Look);
        var (lane, middle) = (frame.LaneOf(branch.From), frame.BoxMiddle(branch.Right));
        var way = CellFrame.IsLeft(branch.From) ? 1 : -1;
        var (top, at) = (frame.BoxTop(node), frame.NodeAt(node));
        var side = frame.Middle + ((branch.Right ? 1 : -1) * CellFrame.NodeRadius);
        var inwards = branch.Right ? -1 : 1;
        return
        [
            // A gap in the lanes that it passes: what only crosses does not meet.
            new Stroke([new(lane + (5 * way), branch.Height), new(middle, branch.Height)], FamilyPalette.Paper, 6),
            new Stroke([new(lane, branch.Height), new(middle, branch.Height), new(middle, top - 7)], look.Colour, look.LineWidth, !look.HasWeights),
            Head(new(middle, top), 0, 1, look.Colour),
            new Disc(new(lane, branch.Height), 3, look.Colour, look.Colour),
            new Stroke([new(middle, top + frame.BoxHeight), new(middle, at), new(side - (7 * inwards), at)], look.Colour, look.LineWidth, !look.HasWeights),
            Head(new(side, at), inwards, 0, look.Colour),
        ];
    }

    private IEnumerable<Shape> Box(string name, double left, double top, IReadOnlyList<string> lines, OperationLook look)
    {
        Place[] corners = [new(left, top), new(left + frame.BoxWidth, top), new(left + frame.BoxWidth, top + frame.BoxHeight), new(left, top + frame.BoxHeight)];
        yield return new Area(name, corners, look.Fill, look.HasWeights ? look.Colour : null);
        if (!look.HasWeights)
        {
            yield return new Stroke([.. corners, corners[0]], look.Colour, look.LineWidth, Dashed: true);
        }
        var first = top + ((frame.BoxHeight - (LineHeight * (lines.Count - 1))) / 2);
        foreach (var (i, words) in lines.Index())
        {
            var at = new Place(left + (frame.BoxWidth / 2), first + (i * LineHeight));
            yield return new Caption(words, at, i == 0 ? NameSize : CostSize, FamilyPalette.Ink, Bold: i == 0);
        }
    }

    private IEnumerable<Shape> Node(int node)
    {
        var at = new Place(frame.Middle, frame.NodeAt(node));
        yield return new Disc(at, CellFrame.NodeRadius, FamilyPalette.Paper, FamilyPalette.Ink);
        yield return new Caption((node + 1).ToString(CultureInfo.InvariantCulture), at, 13, FamilyPalette.Ink, Bold: true);
    }

    private IEnumerable<Shape> Output()
    {
        var (left, right, top) = (frame.Box(right: false), frame.Left + frame.Width, frame.OutputTop);
        yield return new Area(
            "output", [new(left, top), new(right, top), new(right, frame.Bottom), new(left, frame.Bottom)], FamilyPalette.Paper, FamilyPalette.Ink);
        var words = cost is null
            ? "output"
            : FormattableString.Invariant($"output: {cell.Concat.Count} × {cost.Channels} = {cell.Concat.Count * cost.Channels} channels");
        yield return new Caption(words, new((left + right) / 2, top + (CellFrame.OutputHeight / 2)), NameSize, FamilyPalette.Ink, Bold: true);
    }

    // Its point at a place, in the direction (right, down).
    private static Area Head(Place point, int right, int down, string colour) => new(
        "",
        [
            point,
            new(point.X - (8 * right) + (4.5 * down), point.Y - (8 * down) + (4.5 * right)),
            new(point.X - (8 * right) - (4.5 * down), point.Y - (8 * down) - (4.5 * right)),
        ],
        colour,
        null);

    private sealed record EdgeBranch(int Edge, int From, bool Right, double Height, OperationLook Look);
}

/// <summary>
/// How an operation is drawn: a block in its family's colour, any other in grey, thin and dashed where it has no
/// weights.
/// </summary>
internal sealed record OperationLook(string Colour, string Fill, bool HasWeights)
{
    private const string Grey = "#f3f4f6";

    /// <summary>The block's family; null for what is no block.</summary>
    public BlockFamily? Family { get; init; }

    public double LineWidth => HasWeights ? 2 : 1.2;

    /// <summary>The look of an operation of a stride: a skip connection of stride 2 is two convolutions.</summary>
    public static OperationLook Of(CandidateOperation operation, int stride)
    {
        if (operation.Family is { } family)
        {
            var colour = FamilyPalette.For(family).Colour;
            return new OperationLook(colour, Tint.Of(colour, 0.14), HasWeights: true) { Family = family };
        }

        var weights = operation.HasWeights(stride);
        return new OperationLook(FamilyPalette.Muted, weights ? Grey : FamilyPalette.Paper, weights);
    }
}
