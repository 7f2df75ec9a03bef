using Sandglass.Blocks;
using Sandglass.Display.Style;

namespace Sandglass.Display.Drawings;

/// <summary>
/// The shortcut: a line from where it leaves to the plus where it arrives. Bars at both ends, as thick as the
/// representation there, are filled over the channels that take part.
/// </summary>
internal static class ShortcutDrawing
{
    private const double BarWidth = 8;
    private const double PlusRadius = 9;

    /// <summary>The shortcut of a block, or the word that there is none.</summary>
    public static IEnumerable<Shape> Of(BlockSpec spec, BlockLayout layout, BlockFrame frame, string colour)
    {
        if (layout.ShortcutAround is not { } around)
        {
            return [Words("no shortcut", frame.Before(layout.Layers.Count) / 2, FamilyPalette.Muted)];
        }
        var (start, length) = around.GetOffsetAndLength(layout.Layers.Count);
        var channels = layout.Layers[start].InChannels;
        var thickness = frame.Thickness(channels);
        var shared = frame.Thickness(spec.IdentityChannels);
        var (leaves, arrives) = (frame.Before(start), frame.Before(start + length));
        var nothing = spec.IdentityChannels == 0;
        var plus = new Place(arrives, BlockFrame.Middle - ((thickness - shared) / 2));
        var line = nothing ? FamilyPalette.Muted : FamilyPalette.Ink;
        var words = (channels == spec.IdentityChannels) switch
        {
            true => $"shortcut: all {channels} channels",
            false => FormattableString.Invariant($"shortcut: {spec.IdentityChannels} of {channels} channels (α = {spec.IdentityMultiplier:0.###})"),
        };
        return
        [
            .. Bar(leaves, thickness, shared, colour),
            .. Bar(arrives, thickness, shared, colour),
            new Stroke(
                [
                    new(leaves, plus.Y - (shared / 2)), new(leaves, BlockFrame.Lane),
                    new(arrives, BlockFrame.Lane), new(arrives, plus.Y - PlusRadius),
                ],
                line, 2, Dashed: nothing),
            .. nothing ? [] : Plus(plus),
            Words(words, (leaves + arrives) / 2, line),
        ];
    }

    private static IEnumerable<Shape> Plus(Place at) =>
    [
        new Disc(at, PlusRadius, FamilyPalette.Paper, FamilyPalette.Ink),
        new Stroke([new(at.X - 5, at.Y), new(at.X + 5, at.Y)], FamilyPalette.Ink, 2),
        new Stroke([new(at.X, at.Y - 5), new(at.X, at.Y + 5)], FamilyPalette.Ink, 2),
    ];

    // The first channels lie above, as the released code adds to them.
    private static IEnumerable<Shape> Bar(double x, double thickness, double shared, string colour)
    {
        var top = BlockFrame.Middle - (thickness / 2);
        Area Part(string name, double from, double to, string? fill) => new(
            name,
            [
                new(x - (BarWidth / 2), from), new(x + (BarWidth / 2), from),
                new(x + (BarWidth / 2), to), new(x - (BarWidth / 2), to),
            ],
            fill,
            colour);
        yield return Part("", top, top + thickness, FamilyPalette.Paper);
        if (shared > 0)
        {
            yield return Part("identity", top, top + shared, colour);
        }
    }

    private static Caption Words(string text, double x, string colour) =>
        new(text, new(x, BlockFrame.Lane - 13), 13, colour);
}
