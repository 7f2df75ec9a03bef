using Sandglass.Blocks;
using Sandglass.Display.Drawings;

namespace Sandglass.Display.Formatters;

/// <summary>Blocks and their specs: the drawing, and their layers in words; pictures of several, and sliders over them.</summary>
internal static class BlockFormatters
{
    private const int BlockScale = 2;

    // A slider's sharp form stands beside the still one, and a notebook has room for 300 kB.
    private const int StillScale = 1;

    public static void Register()
    {
        new Forms<BlockSpec>().Html(Html).Png(Png).Plain(Text);
        new Forms<BottleneckBlock>().Html(block => Html(block.Spec)).Png(block => Png(block.Spec)).Plain(block => Text(block.Spec));
        new Forms<BlockPicture>().Png(picture => picture.ToPng(picture.NotebookScale)).Plain(picture => picture.Title);
        new Forms<BlockSlider>().Plotly(slider => slider.ToPlotlyJson()).Png(slider => slider.ToPng(StillScale)).Plain(slider => slider.ToString());
    }

    private static string Html(BlockSpec spec)
    {
        var drawing = BlockDrawing.Of(spec);
        var size = FormattableString.Invariant($"width=\"{Math.Ceiling(drawing.Width)}\" style=\"max-width:100%\"");
        return $"""
            {Mime.Image(SkiaDrawing.ToPng(drawing, BlockScale), drawing.Title, size)}<details>{Mime.Summary("Layers")}{Layers(spec).ToHtml()}</details>

            """;
    }

    private static byte[] Png(BlockSpec spec) => SkiaDrawing.ToPng(BlockDrawing.Of(spec), BlockScale);

    private static string Text(BlockSpec spec) => $"{BlockDrawing.TitleOf(spec)}\n{Layers(spec).ToText()}";

    private static Table Layers(BlockSpec spec)
    {
        var layout = spec.Layout;
        var (start, length) = layout.ShortcutAround?.GetOffsetAndLength(layout.Layers.Count) ?? (-1, 0);
        return Table.Of(
            ["layer", "what", "#channels", "#stride", "then", "shortcut"],
            layout.Layers.Select((layer, i) => (string[])
            [
                layer.Name,
                LayerWords.Kind(layer),
                LayerWords.Channels(layer),
                layer is ConvSpec conv ? $"{conv.Stride}" : "",
                LayerWords.Ending(layer),
                length > 0 && i == start + length - 1
                    ? $"{(i == start ? "leaves before, " : "")}added after: {spec.IdentityChannels} channels"
                    : i == start ? "leaves before" : "",
            ]));
    }
}
