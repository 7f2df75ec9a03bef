using Sandglass.Blocks;
using Sandglass.Counting;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using WholeFiles;

namespace Sandglass.Display.Drawings;

/// <summary>
/// The normal and the reduction cell of a genotype side by side: operations by name, blocks in their families' colours,
/// with what each costs where the network is known.
/// </summary>
public sealed class GenotypePicture
{
    private readonly Drawing _drawing;

    private GenotypePicture(Drawing drawing) => _drawing = drawing;

    /// <summary>What is drawn, in words.</summary>
    public string Title => _drawing.Title;

    internal Drawing Drawing => _drawing;

    /// <summary>The cells alone.</summary>
    /// <param name="genotype">The cells.</param>
    /// <exception cref="InvalidSpecException">An edge or a joined map comes from nowhere.</exception>
    public static GenotypePicture Of(Genotype genotype) => new(GenotypeDrawing.Of(genotype, plan: null));

    /// <summary>The cells with parameters and multiply-adds of each edge, in the first cell of either kind.</summary>
    /// <param name="plan">The network.</param>
    /// <exception cref="InvalidSpecException">The plan cannot be built.</exception>
    public static GenotypePicture Of(CellNetworkPlan plan) => new(GenotypeDrawing.Of(plan.Genotype, plan));

    /// <summary>The cells with what they cost in a network as wide and deep as the space's.</summary>
    /// <param name="genotype">The cells.</param>
    /// <param name="space">The space.</param>
    /// <exception cref="InvalidSpecException">The network cannot be built.</exception>
    public static GenotypePicture Of(Genotype genotype, SearchSpace space) => Of(CellNetworkPlan.Of(space.Name, genotype, space));

    /// <summary>The picture as an <c>&lt;svg&gt;</c> element without ids.</summary>
    public string ToSvg() => SvgDrawing.Write(_drawing);

    /// <summary>The picture as PNG: the same bytes for the same cells on every machine.</summary>
    /// <param name="scale">Pixels of the picture for one of the layout, which is about 960 wide for four nodes.</param>
    public byte[] ToPng(int scale = 2) => SkiaDrawing.ToPng(_drawing, scale);

    /// <summary>The picture as a PDF of one page: the same bytes for the same cells on every machine.</summary>
    public byte[] ToPdf() => SkiaDrawing.ToPdf(_drawing);

    /// <summary>Writes the PNG at twice the layout's size; the file appears whole or not at all.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void SavePng(string path) => WholeFile.Write(path, ToPng());

    /// <summary>Writes the SVG; the file appears whole or not at all.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void SaveSvg(string path) => WholeFile.Write(path, ToSvg());

    /// <summary>Writes the PDF; the file appears whole or not at all.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void SavePdf(string path) => WholeFile.Write(path, ToPdf());
}

/// <summary>Draws the two cells of a genotype side by side.</summary>
internal static class GenotypeDrawing
{
    private const double Margin = 16;
    private const double Between = 36;
    private const double HeadSize = 12.5;
    private const double Line = 17;
    private const double LeastCell = 400;

    /// <summary>The cells, with what they cost in a network where one is given.</summary>
    public static Drawing Of(Genotype genotype, CellNetworkPlan? plan)
    {
        genotype.Validated();
        var count = plan is null ? null : CellNetworkCounter.Count(plan);
        var costs = plan is null ? (null, null) : CellCost.Of(plan, count!);
        (CellGenotype Cell, CellCost? Cost)[] cells = [(genotype.Normal, costs.Item1), (genotype.Reduction, costs.Item2)];
        var words = cells.SelectMany(c => CellDrawing.Words(c.Cell, c.Cost)).ToArray();
        var boxWidth = Math.Ceiling(18 + words.Max(lines => lines.Select((text, i) =>
            Letters.Width(text, i == 0 ? CellDrawing.NameSize : CellDrawing.CostSize, bold: i == 0)).Max()));
        var boxHeight = CellDrawing.HeightOf(words.Max(lines => lines.Count));
        var title = TitleOf(genotype, plan, count);
        var shapes = new List<Shape> { new Caption(title, new(Margin, 20), 15, FamilyPalette.Ink, Bold: true, Centred: false) };
        var allHeads = cells.Select((c, i) => Heads(reduces: i == 1, plan, c.Cost)).ToArray();
        var top = 48 + (Line * allHeads.Max(heads => heads.Count));
        var (left, bottom) = (Margin, 0.0);
        foreach (var (i, (cell, cost)) in cells.Index())
        {
            var heads = allHeads[i];
            var frame = new CellFrame(left, top, cell.Nodes, boxWidth, boxHeight);
            shapes.AddRange(heads.Select((head, row) => new Caption(
                head, new(left, 50 + (Line * row)), row == 0 ? 14 : HeadSize, FamilyPalette.Ink, Bold: row == 0, Centred: false)));
            shapes.AddRange(new CellDrawing(cell, reduces: i == 1, cost, frame).Shapes());
            left += Between + heads.Select(head => Letters.Width(head, 14)).Append(frame.Width).Append(LeastCell).Max();
            bottom = Math.Max(bottom, frame.Bottom);
        }
        var width = Math.Max(left - Between + Margin, Letters.Width(title, 15, bold: true) + (2 * Margin));
        var note = Letters.Wrap(Note(genotype, plan), line => Letters.Width(line, HeadSize) <= width - (2 * Margin));
        shapes.AddRange(note.Select((text, row) => new Caption(text, new(Margin, bottom + 26 + (Line * row)), HeadSize, FamilyPalette.Muted, Centred: false)));
        return new Drawing(Math.Ceiling(width), Math.Ceiling(bottom + 28 + (Line * note.Count)), title, shapes);
    }

    private static string TitleOf(Genotype genotype, CellNetworkPlan? plan, NetworkCount? count)
    {
        if (plan is null)
        {
            return FormattableString.Invariant($"Cells of {genotype.Normal.Nodes} nodes");
        }
        var name = plan.Name.Length > 40 ? plan.Name[..40] + "…" : plan.Name;
        return FormattableString.Invariant($"{name}: {plan.Cells} cells, {Cost.Of(count!).Line}");
    }

    private static IReadOnlyList<string> Heads(bool reduces, CellNetworkPlan? plan, CellCost? cost)
    {
        var kind = reduces ? "Reduction cell" : "Normal cell";
        string[] stride = reduces ? ["Operations on an input halve the map (stride 2)."] : [];
        return (plan, cost) switch
        {
            (null, _) => [kind, .. stride],
            (_, null) => [kind, "The network has no cell of this kind.", .. stride],
            _ =>
            [
                kind,
                FormattableString.Invariant($"Cell {cost.Number} of {cost.Cells}: {cost.Channels} channels, {Map(cost)}"),
                cost.Whole.Line,
                .. stride,
            ],
        };
    }

    private static string Map(CellCost cost) => cost.InSize == cost.OutSize
        ? FormattableString.Invariant($"maps of {cost.OutSize}×{cost.OutSize} pixels")
        : FormattableString.Invariant($"maps of {cost.InSize}×{cost.InSize} → {cost.OutSize}×{cost.OutSize} pixels");

    private static string Note(Genotype genotype, CellNetworkPlan? plan)
    {
        var blocks = genotype.Normal.Edges.Concat(genotype.Reduction.Edges)
            .Select(edge => OperationLook.Of(edge.Operation, stride: 1).Family).OfType<BlockFamily>().Distinct().Order()
            .Select(family => $"{ColourWord(family)}: {FamilyPalette.For(family).Name.ToLowerInvariant()}. ");
        return $"A line carries a map: where it branches there is a dot, and where lines cross without one they do not meet. A circle adds its two maps; the output joins maps side by side. c(k−2), c(k−1): outputs of the two cells before. {string.Concat(blocks)}Dashed: without weights."
            + (plan is null ? "" : " The inputs' numbers are those of the layers that bring them to the cell's width. Costs are of the first cell of its kind and for one image: multiply-adds of convolutions and linear layers.");
    }

    private static string ColourWord(BlockFamily family) => family switch
    {
        BlockFamily.Sandglass => "Green",
        BlockFamily.InvertedResidual => "Orange",
        _ => "Blue",
    };
}
