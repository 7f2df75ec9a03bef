using System.Xml.Linq;
using CsCheck;
using Sandglass.Blocks;
using Sandglass.Display.Charts;
using Sandglass.Display.Drawings;
using Sandglass.Display.Figures;
using Sandglass.Display.Style;
using Sandglass.Runtime;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;
using Sandglass.Search.Training;

namespace Sandglass.Display.Tests.Drawings;

public class GenotypePictureTests
{
    private static readonly CellNetworkPlan Published = CellNetworkPlan.Cifar("darts", Genotype.DartsV2);

    // Long names, blocks of both families, one to six nodes, with costs and without.
    private static readonly Gen<(Genotype Genotype, Drawing Drawing)> Pictures = Gen.Select(Gen.Int[1, 6], Gen.Int[0, 10_000], Gen.Bool, (nodes, seed, costs) =>
    {
        var space = SearchSpace.WithBlocks with
        {
            Nodes = nodes,
            Operations = [.. SearchSpace.WithBlocks.Operations, CandidateOperation.Sandglass(5, 2), CandidateOperation.InvertedResidual(7, 12)],
        };
        var genotype = RandomSearch.Sample(space, new RandomStreams(seed).Open("genotype"));
        return (genotype, (costs ? GenotypePicture.Of(genotype, space) : GenotypePicture.Of(genotype)).Drawing);
    });

    [Fact]
    public void No_words_lie_over_others_and_none_leave_the_picture() => Pictures.Sample(
        picture =>
        {
            var words = picture.Drawing.Shapes.OfType<Caption>().Where(caption => caption.Words.Length > 0).Select(Place).ToArray();
            Assert.All(words, box => Assert.True(
                box.Left >= 0 && box.Top >= 0 && box.Right <= picture.Drawing.Width && box.Bottom <= picture.Drawing.Height, $"{box}"));
            Assert.All(Pairs(words), pair => Assert.Equal(0, pair.One.Shared(pair.Other)));
        },
        iter: 60);

    [Fact]
    public void Each_operation_is_a_box_of_its_own_around_its_words() => Pictures.Sample(
        picture =>
        {
            var boxes = Boxes(picture.Drawing);
            var captions = picture.Drawing.Shapes.OfType<Caption>().ToArray();
            var edges = picture.Genotype.Normal.Edges.Concat(picture.Genotype.Reduction.Edges).ToArray();
            Assert.Equal(edges.Length, boxes.Count(box => box.Name.StartsWith("edge", StringComparison.Ordinal)));
            Assert.All(Pairs([.. boxes.Select(box => box.LayoutBox)]), pair => Assert.Equal(0, pair.One.Shared(pair.Other)));
            var names = boxes.Where(box => box.Name.StartsWith("edge", StringComparison.Ordinal)).Select(box =>
                captions.First(caption => box.LayoutBox.Shared(Place(caption)) > 0).Words);
            Assert.Equal(edges.Select(edge => edge.Operation.Name).Order(), names.Order());
            Assert.All(captions, caption => Assert.True(
                boxes.All(box => box.LayoutBox.Shared(Place(caption)) is 0 || Math.Abs(box.LayoutBox.Shared(Place(caption)) - Size(Place(caption))) < 1e-6), caption.Words));
        },
        iter: 60);

    [Fact]
    public void Lines_run_neither_through_a_box_nor_along_each_other() => Pictures.Sample(
        picture =>
        {
            var boxes = Boxes(picture.Drawing).Select(box => new LayoutBox(box.LayoutBox.Left + 1, box.LayoutBox.Top + 1, box.LayoutBox.Right - 1, box.LayoutBox.Bottom - 1)).ToArray();
            var lines = picture.Drawing.Shapes.OfType<Stroke>()
                .SelectMany((stroke, i) => stroke.Places.Zip(stroke.Places.Skip(1), (from, to) => (Stroke: i, stroke.Colour, LayoutBox: Around(from, to)))).ToArray();
            Assert.All(lines, line => Assert.All(boxes, box => Assert.Equal(0, box.Shared(line.LayoutBox))));
            // Lines are half a pixel wide here: those that cross share a quarter of a square pixel, those that meet less.
            var drawn = lines.Where(line => line.Colour != FamilyPalette.Paper).ToArray();
            Assert.All(Pairs(drawn), pair => Assert.True(
                pair.One.Stroke == pair.Other.Stroke || pair.One.LayoutBox.Shared(pair.Other.LayoutBox) < 0.3, $"{pair.One.LayoutBox} {pair.Other.LayoutBox}"));
        },
        iter: 60);

    [Fact]
    public void Costs_are_those_of_the_rows_of_the_count()
    {
        var count = CellNetworkCounter.Count(Published);
        var (normal, reduction) = CellCost.Of(Published, count);

        foreach (var (cell, cost) in new[] { (1, normal!), (7, reduction!) })
        {
            Assert.Equal(cell, cost.Number);
            foreach (var (i, edge) in cost.Edges.Index())
            {
                var rows = count.Layers.Where(row => row.Name.StartsWith($"cell{cell}.edge{i + 1}.", StringComparison.Ordinal)).ToArray();
                Assert.Equal(new Cost(rows.Sum(row => row.Parameters), rows.Sum(row => row.MultiplyAdds)), edge);
            }

            var whole = count.Layers.Where(row => row.Name.StartsWith($"cell{cell}.", StringComparison.Ordinal)).ToArray();
            Assert.Equal(whole.Sum(row => row.Parameters), cost.Inputs.Concat(cost.Edges).Sum(part => part.Parameters));
            Assert.Equal(whole.Sum(row => row.MultiplyAdds), cost.Inputs.Concat(cost.Edges).Sum(part => part.MultiplyAdds));
            Assert.Equal(new Cost(whole.Sum(row => row.Parameters), whole.Sum(row => row.MultiplyAdds)), cost.Whole);
        }

        // A separable convolution by hand: twice 36 3×3 kernels, 36 × 36 weights and BatchNorm, on 32 × 32 pixels.
        Assert.Equal(new Cost(2 * ((36 * 9) + (36 * 36) + (2 * 36)), 2L * ((36 * 9) + (36 * 36)) * 32 * 32), normal!.Edges[0]);
        Assert.Equal(["3,384 parameters", "3.32 M multiply-adds"], normal.Edges[0].Lines);
        Assert.Equal(["no parameters", "no multiply-adds"], normal.Edges[5].Lines);
    }

    [Fact]
    public void It_says_which_cells_are_drawn_and_what_each_edge_costs()
    {
        var words = GenotypePicture.Of(Published).Drawing.Shapes.OfType<Caption>().Select(caption => caption.Words).ToArray();

        Assert.Contains("Cell 1 of 20: 36 channels, maps of 32×32 pixels", words);
        Assert.Contains("Cell 7 of 20: 72 channels, maps of 32×32 → 16×16 pixels", words);
        Assert.Contains("output: 4 × 36 = 144 channels", words);
        Assert.Equal(5, words.Count(text => text == "sep_conv_3x3"));
        Assert.Equal(5, words.Count(text => text == "3,384 parameters"));
        Assert.Equal(5, words.Count(text => text == "max_pool_3x3"));
        Assert.StartsWith("darts: 20 cells, 3,349,342 parameters", words[0]);
    }

    [Fact]
    public void Blocks_have_their_familys_colour_and_what_has_no_weights_is_dashed()
    {
        CandidateOperation[] operations =
            [CandidateOperation.Sandglass(3), CandidateOperation.InvertedResidual(3), CandidateOperation.Skip, CandidateOperation.Separable3];
        var cell = new CellGenotype([.. operations.Select((operation, i) => new GenotypeEdge(operation, i % 2))], [2, 3]);
        var drawing = GenotypePicture.Of(new Genotype(cell, cell)).Drawing;
        var outlines = drawing.Shapes.OfType<Area>().Where(area => area.Name.StartsWith("edge", StringComparison.Ordinal)).Select(area => area.Stroke).ToArray();
        var (sandglass, inverted) = (FamilyPalette.For(BlockFamily.Sandglass).Colour, FamilyPalette.For(BlockFamily.InvertedResidual).Colour);

        // At stride 2 a skip connection is two convolutions.
        Assert.Equal([sandglass, inverted, null, FamilyPalette.Muted, sandglass, inverted, FamilyPalette.Muted, FamilyPalette.Muted], outlines);
        Assert.All(drawing.Shapes.OfType<Stroke>(), stroke => Assert.Equal(stroke.Dashed, stroke.Width == 1.2));
        Assert.Equal(3, drawing.Shapes.OfType<Stroke>().Count(stroke => stroke.Dashed)); // to the box, around it, to the node
    }

    [Fact]
    public void A_network_may_lack_a_kind_of_cell_and_a_map_its_readers()
    {
        var plan = Published with { Cells = 2, Channels = 8 };
        Assert.Contains(GenotypePicture.Of(plan).Drawing.Shapes.OfType<Caption>(), caption => caption.Words == "The network has no cell of this kind.");

        var cell = new CellGenotype([new(CandidateOperation.Skip, 1), new(CandidateOperation.None, 1)], [2]);
        var drawing = GenotypePicture.Of(new Genotype(cell, cell)).Drawing;
        Assert.Equal(4, drawing.Shapes.OfType<Stroke>().Count(stroke => stroke.Width == 1.6)); // of input 2 and the node, twice
        Assert.Throws<InvalidSpecException>(() => GenotypePicture.Of(new Genotype(cell, cell with { Concat = [7] })));
    }

    [Fact]
    public void The_same_cells_give_the_same_bytes_and_files()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var picture = GenotypePicture.Of(Published);
            picture.SavePng(path + "/cells.png");
            picture.SaveSvg(path + "/cells.svg");
            Assert.Equal(GenotypePicture.Of(Published).ToPng(), File.ReadAllBytes(path + "/cells.png"));
            Assert.Equal(GenotypePicture.Of(Published).ToSvg(), File.ReadAllText(path + "/cells.svg"));
            Assert.Equal("svg", XElement.Parse(picture.ToSvg()).Name.LocalName);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static (string Name, LayoutBox LayoutBox)[] Boxes(Drawing drawing) =>
        [.. drawing.Shapes.OfType<Area>().Where(area => area.Name.Length > 0).Select(area =>
            (area.Name, new LayoutBox(area.Corners[0].X, area.Corners[0].Y, area.Corners[2].X, area.Corners[2].Y)))];

    private static LayoutBox Place(Caption caption)
    {
        var width = Letters.Width(caption.Words, caption.Size, caption.Bold);
        return LayoutBox.Around(caption.Centred ? caption.At.X : caption.At.X + (width / 2), caption.At.Y, width, caption.Size);
    }

    private static LayoutBox Around(Place from, Place to) => new(
        Math.Min(from.X, to.X) - 0.25, Math.Min(from.Y, to.Y) - 0.25, Math.Max(from.X, to.X) + 0.25, Math.Max(from.Y, to.Y) + 0.25);

    private static double Size(LayoutBox box) => (box.Right - box.Left) * (box.Bottom - box.Top);

    private static IEnumerable<(T One, T Other)> Pairs<T>(IReadOnlyList<T> items) =>
        items.SelectMany((one, i) => items.Skip(i + 1).Select(other => (one, other)));
}
