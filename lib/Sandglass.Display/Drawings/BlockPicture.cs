using Sandglass.Blocks;
using Sandglass.Display.Drawings;
using WholeFiles;

namespace Sandglass;

/// <summary>Drawings of blocks as one picture.</summary>
public sealed class BlockPicture
{
    private const int MostSharp = 3;

    private readonly Drawing _drawing;
    private readonly int _blocks;

    private BlockPicture(Drawing drawing, int blocks) => (_drawing, _blocks) = (drawing, blocks);

    /// <summary>What is drawn, in words.</summary>
    public string Title => _drawing.Title;

    /// <summary>Pixels of a notebook's picture for one of the layout: many blocks are large, and a notebook has room for
    /// 300 kB.</summary>
    internal int NotebookScale => _blocks > MostSharp ? 1 : 2;

    /// <summary>One block.</summary>
    /// <exception cref="InvalidSpecException">The spec cannot be built.</exception>
    public static BlockPicture Of(BlockSpec spec) => new(BlockDrawing.Of(spec), blocks: 1);

    /// <summary>Several blocks one below the other, on one scale: a channel is equally thick in all of them.</summary>
    /// <param name="blocks">A name and a spec each.</param>
    /// <exception cref="ArgumentException">There is no block.</exception>
    /// <exception cref="InvalidSpecException">A spec cannot be built.</exception>
    public static BlockPicture Compare(params IReadOnlyList<(string Name, BlockSpec Spec)> blocks)
    {
        if (blocks.Count == 0)
        {
            throw new ArgumentException("A picture needs at least one block.", nameof(blocks));
        }
        var frame = BlockFrame.Around(blocks.Select(block => block.Spec));
        var drawings = blocks
            .Select(block => BlockDrawing.Of(block.Spec, frame, $"{block.Name}: {BlockDrawing.TitleOf(block.Spec)}"))
            .ToArray();
        return new BlockPicture(Drawing.Stack(string.Join("\n", drawings.Select(drawing => drawing.Title)), drawings), drawings.Length);
    }

    /// <summary>The picture as an <c>&lt;svg&gt;</c> element without ids.</summary>
    public string ToSvg() => SvgDrawing.Write(_drawing);

    /// <summary>The picture as PNG: the same bytes for the same specs on every machine.</summary>
    /// <param name="scale">Pixels of the picture for one of the layout, which is about 860 wide.</param>
    public byte[] ToPng(int scale = 2) => SkiaDrawing.ToPng(_drawing, scale);

    /// <summary>The picture as a PDF of one page: the same bytes for the same specs on every machine.</summary>
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
