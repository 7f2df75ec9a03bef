using Sandglass.Blocks;
using Sandglass.Search.Networks;
using Sandglass.Search.Space;

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
    public byte[] ToPng(int scale = 2) => PngDrawing.Write(_drawing, scale);

    /// <summary>Writes the PNG at twice the layout's size; the file appears whole or not at all.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void SavePng(string path) => WholeFile.Write(path, ToPng());

    /// <summary>Writes the SVG; the file appears whole or not at all.</summary>
    /// <exception cref="WorkbenchException">The file cannot be written.</exception>
    public void SaveSvg(string path) => WholeFile.Write(path, ToSvg());
}
