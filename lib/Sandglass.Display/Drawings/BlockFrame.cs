using Sandglass.Blocks;

namespace Sandglass.Display.Drawings;

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

    /// <summary>The middle line of the flow.</summary>
    public const double Middle = 166;

    /// <summary>The line along which a shortcut runs.</summary>
    public const double Lane = 72;

    /// <summary>The first line of words below the layers.</summary>
    public const double Words = Middle + (Thickest / 2) + 20;

    /// <summary>Height of a drawing.</summary>
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

    /// <summary>Width of a layer.</summary>
    public double LayerWidth => Math.Min(WidestLayer, ((Width - (2 * Margin) - Gap) / Columns) - Gap);

    /// <summary>Where layer <paramref name="index"/> begins.</summary>
    public double Left(int index) => Margin + Gap + (index * (LayerWidth + Gap));

    /// <summary>Where layer <paramref name="index"/> ends.</summary>
    public double Right(int index) => Left(index) + LayerWidth;

    /// <summary>The middle of the gap before layer <paramref name="index"/>.</summary>
    public double Before(int index) => Left(index) - ((Gap - EndingWidth) / 2);

    /// <summary>How thick so many channels are.</summary>
    public double Thickness(double channels) => channels * Thickest / MostChannels;
}
