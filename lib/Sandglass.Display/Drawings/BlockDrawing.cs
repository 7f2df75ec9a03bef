using System.Globalization;
using Sandglass.Blocks;
using Sandglass.Display.Style;

namespace Sandglass.Display.Drawings;

/// <summary>
/// Draws a block from its layout: data flows from left to right, and what is thick has many channels.
/// </summary>
internal static class BlockDrawing
{
    /// <summary>The block on a frame of its own.</summary>
    /// <exception cref="InvalidSpecException">The spec cannot be built.</exception>
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
            string.Create(CultureInfo.InvariantCulture, $"ratio {spec.Ratio:0.##}"),
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
