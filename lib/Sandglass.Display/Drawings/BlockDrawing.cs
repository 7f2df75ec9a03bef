using Sandglass.Blocks;
using Sandglass.Display.Style;

namespace Sandglass.Display.Drawings;

/// <summary>
/// Draws a block from its layout: data flows from left to right, and what is thick has many channels.
/// </summary>
internal static class BlockDrawing
{
    public static Drawing Of(BlockSpec spec) => Of(spec, BlockFrame.Around(spec), TitleOf(spec));

    /// <summary>The block on a frame that it shares with others.</summary>
    /// <exception cref="InvalidSpecException">The spec cannot be built.</exception>
    public static Drawing Of(BlockSpec spec, BlockFrame frame, string title)
    {
        var layout = spec.Layout;
        var colour = FamilyPalette.For(spec.Family).Colour;
        var shapes = new List<Shape> { new Caption(title, new(16, 18), 16, FamilyPalette.Ink, Bold: true, Centred: false) };
        var end = frame.Before(layout.Layers.Count) + (spec.ActivateSum ? 12 : 0);
        shapes.Add(new Stroke([new(4, BlockFrame.Middle), new(end + 22, BlockFrame.Middle)], FamilyPalette.Muted, 1.5));
        shapes.AddRange(Arrow(new(end + 28, BlockFrame.Middle), right: true));
        for (var i = 0; i < layout.Layers.Count; i++)
        {
            shapes.AddRange(Layer(layout.Layers[i], i, frame, colour));
        }
        shapes.AddRange(ShortcutDrawing.Of(spec, layout, frame, colour));
        if (spec.ActivateSum)
        {
            shapes.AddRange(Ending(end + 4, frame.Thickness(spec.OutChannels), linear: false));
            shapes.Add(Words(spec.Activation.ToString(), end - 4, row: 2, FamilyPalette.Ink));
        }
        return new Drawing(frame.Width, BlockFrame.Height, title, shapes);
    }

    /// <summary>The block in a line, such as <c>Sandglass, 96 → 16 → 96, ratio 6</c>.</summary>
    public static string TitleOf(BlockSpec spec)
    {
        var parts = new List<string>
        {
            FamilyPalette.For(spec.Family).Name,
            $"{spec.InChannels} → {spec.HiddenChannels} → {spec.OutChannels} channels",
            FormattableString.Invariant($"ratio {spec.Ratio:0.##}"),
        };
        if (spec.Stride > 1)
        {
            parts.Add($"stride {spec.Stride}");
        }
        return string.Join(", ", parts);
    }

    /// <summary>The head of an arrow with its point at a place.</summary>
    public static IEnumerable<Shape> Arrow(Place point, bool right)
    {
        var (x, y) = (point.X, point.Y);
        yield return right
            ? new Area("", [point, new(x - 8, y - 4.5), new(x - 8, y + 4.5)], FamilyPalette.Muted, null)
            : new Area("", [point, new(x - 4.5, y - 8), new(x + 4.5, y - 8)], FamilyPalette.Ink, null);
    }

    private static IEnumerable<Shape> Layer(LayerSpec layer, int index, BlockFrame frame, string colour)
    {
        var (left, right) = (frame.Left(index), frame.Right(index));
        var (from, to) = (frame.Thickness(layer.InChannels), frame.Thickness(layer.OutChannels));
        var centre = (left + right) / 2;
        var linear = layer is not ConvSpec { IsLinear: false };
        return
        [
            .. LayerPattern.Of(layer, left, right, BlockFrame.Middle, from, to, colour),
            .. layer is ConvSpec ? Ending(right, to, linear) : [],
            Words(LayerWords.Kind(layer), centre, row: 0, FamilyPalette.Ink, bold: true),
            Words(LayerWords.Channels(layer) + StrideWord(layer), centre, row: 1, FamilyPalette.Ink),
            Words(LayerWords.Ending(layer), centre, row: 2, linear ? FamilyPalette.Muted : FamilyPalette.Ink),
            .. layer is ConvSpec { Stride: > 1 } conv ? Stride(conv.Stride, centre) : [],
        ];
    }

    // Solid: the activation cuts; open: the layer is linear.
    private static IEnumerable<Shape> Ending(double x, double thickness, bool linear)
    {
        var half = Math.Max(thickness / 2, 3);
        var (top, bottom) = (BlockFrame.Middle - half, BlockFrame.Middle + half);
        yield return new Area(
            "",
            [new(x, top), new(x + BlockFrame.EndingWidth, top), new(x + BlockFrame.EndingWidth, bottom), new(x, bottom)],
            linear ? FamilyPalette.Paper : FamilyPalette.Ink,
            FamilyPalette.Ink);
    }

    private static IEnumerable<Shape> Stride(int stride, double centre)
    {
        yield return new Disc(new(centre, BlockFrame.Middle), 15, FamilyPalette.Paper, FamilyPalette.Ink);
        yield return new Caption($"÷{stride}", new(centre, BlockFrame.Middle), 14, FamilyPalette.Ink, Bold: true);
    }

    private static string StrideWord(LayerSpec layer) =>
        layer is ConvSpec { Stride: > 1 } conv ? $", stride {conv.Stride}" : "";

    private static Caption Words(string text, double x, int row, string colour, bool bold = false) =>
        new(text, new(x, BlockFrame.Words + (18 * row)), row == 0 ? 12 : 13, colour, bold);
}

/// <summary>
/// Where things stand on the drawing of a block. Blocks that are to be compared share a frame, so that a channel is
/// equally thick in all of them.
/// </summary>
/// <param name="Columns">Layers that the frame has room for.</param>
/// <param name="MostChannels">Channels of the thickest representation.</param>
internal sealed record BlockFrame(int Columns, int MostChannels)
{
    /// <summary>Gap before, between and after layers: room for a shortcut to leave and to arrive.</summary>
    public const double Gap = 34;

    /// <summary>Width of the bar that ends a layer.</summary>
    public const double EndingWidth = 6;

    private const double Margin = 16;
    private const double WidestLayer = 150;
    private const double NarrowestLayer = 92;
    private const double Thickest = 150;

    public const double Middle = 166;

    /// <summary>The line along which a shortcut runs.</summary>
    public const double Lane = 72;

    /// <summary>The first line of words below the layers.</summary>
    public const double Words = Middle + (Thickest / 2) + 20;

    public const double Height = Words + 58;

    /// <summary>The frame that several blocks have in common.</summary>
    public static BlockFrame Around(params IEnumerable<BlockSpec> specs)
    {
        var layouts = specs.Select(spec => spec.Layout.Layers).ToArray();
        return new BlockFrame(
            layouts.Max(layers => layers.Count),
            layouts.Max(layers => layers.Max(layer => Math.Max(layer.InChannels, layer.OutChannels))));
    }

    /// <summary>Width of a drawing: that of a notebook, or more for a block of very many layers.</summary>
    public double Width => Math.Max(860, (2 * Margin) + Gap + (Columns * (NarrowestLayer + Gap)));

    public double LayerWidth => Math.Min(WidestLayer, ((Width - (2 * Margin) - Gap) / Columns) - Gap);

    public double Left(int index) => Margin + Gap + (index * (LayerWidth + Gap));

    public double Right(int index) => Left(index) + LayerWidth;

    /// <summary>The middle of the gap before layer <paramref name="index"/>.</summary>
    public double Before(int index) => Left(index) - ((Gap - EndingWidth) / 2);

    /// <summary>How thick so many channels are.</summary>
    public double Thickness(double channels) => channels * Thickest / MostChannels;
}

/// <summary>A layer in the field's words.</summary>
internal static class LayerWords
{
    /// <summary>What it is, such as <c>depthwise 3×3</c>.</summary>
    public static string Kind(LayerSpec layer) => layer switch
    {
        ConvSpec { IsDepthwise: true } conv => $"depthwise {conv.Kernel}×{conv.Kernel}",
        ConvSpec { IsPointwise: true, Groups: > 1 } conv => $"1×1, {conv.Groups} groups",
        ConvSpec { IsPointwise: true } => "pointwise 1×1",
        ConvSpec conv => $"full {conv.Kernel}×{conv.Kernel}",
        SqueezeExciteSpec => "squeeze-excite",
        OwnLayerSpec own => own.Layer.Name,
        _ => layer.Name,
    };

    /// <summary>Its channels, such as <c>96 → 16</c>.</summary>
    public static string Channels(LayerSpec layer) => layer switch
    {
        SqueezeExciteSpec excite => $"{excite.Channels} → {excite.Squeezed} → {excite.Channels}",
        { InChannels: var from, OutChannels: var to } when from == to => $"{from}",
        _ => $"{layer.InChannels} → {layer.OutChannels}",
    };

    /// <summary>What follows it: an activation's name, or <c>linear</c>.</summary>
    public static string Ending(LayerSpec layer) => layer switch
    {
        ConvSpec { IsLinear: true } => "linear",
        ConvSpec conv => conv.Activation.ToString(),
        SqueezeExciteSpec excite => $"gate: {excite.Gate}",
        OwnLayerSpec { Layer.Version: > 0 and var version } => $"own, version {version}",
        OwnLayerSpec => "own",
        _ => "",
    };
}
