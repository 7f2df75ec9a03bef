using Sandglass.Blocks;
using Sandglass.Display.Drawings;

namespace Sandglass.Display.Formatters;

/// <summary>Blocks and their specs: the drawing, and their layers in words; pictures of several, and sliders over them.</summary>
internal static class BlockFormatters
{
    // Pictures of several blocks are large, and a notebook has room for 300 kB; their sharp form stands beside them.
    private const int StillScale = 1;

    public static void Register()
    {
        new Forms<BlockSpec>().Html(Html).Png(Png).Plain(Text);
        new Forms<BottleneckBlock>().Html(block => Html(block.Spec)).Png(block => Png(block.Spec)).Plain(block => Text(block.Spec));
        new Forms<BlockPicture>().Html(picture => picture.ToSvg()).Png(picture => picture.ToPng(StillScale)).Plain(picture => picture.Title);
        new Forms<BlockSlider>().Plotly(slider => slider.ToPlotlyJson()).Png(slider => slider.ToPng(StillScale)).Plain(slider => slider.ToString());
    }

    private static string Html(BlockSpec spec) =>
        $"""
        {SvgDrawing.Write(BlockDrawing.Of(spec))}
        <details><summary>Layers</summary>
        {Layers(spec).ToHtml()}</details>

        """;

    private static byte[] Png(BlockSpec spec) => PngDrawing.Write(BlockDrawing.Of(spec), scale: 2);

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
