using Sandglass.Lessons.Checks;

namespace Sandglass.Lessons;

/// <summary>Lesson 3: residuals and where they attach.</summary>
internal static class ResidualQuestions
{
    private const int Size = 14;

    private static readonly BlockSpec Sandglass = BlockSpec.Sandglass(96, 96);
    private static readonly BlockSpec Inverted = BlockSpec.InvertedResidual(16, 16);
    private static readonly BlockSpec Half = Sandglass with { IdentityMultiplier = 0.5 };

    public static IEnumerable<Question> All =>
    [
        new FunctionQuestion(
            "residual.chain",
            FunctionShape.ListToNumber,
            given => [given[0].Aggregate(1.0, (gradient, slope) => gradient * (1 + slope))],
            [
                new("one block of slope 0.5", "the output is x + f(x); its slope is that of x plus that of f.", [0.5]),
                new("blocks of slope 0", "if all f are constant, the input still comes through the shortcuts.", [0, 0, 0]),
                new("blocks of slopes 0.5, −0.25 and 2", "chain rule: the slopes of the blocks are multiplied.", [0.5, -0.25, 2]),
            ])
        {
            Slips =
            [
                new(given => [given[0].Aggregate(1.0, (gradient, slope) => gradient * slope)], "the shortcuts are missing: that is the gradient of f after f."),
                new(given => [1 + given[0].Aggregate(1.0, (gradient, slope) => gradient * slope)], "that is one shortcut around all blocks; here each block has its own."),
                new(given => [1 + given[0].Sum()], "chain rule: what comes out of one block goes into the next, so factors are multiplied."),
            ],
        },
        new CountQuestion("residual.additions", "additions", [new Term("the shortcut", Counter.Count(Half, Size).Additions)])
        {
            Method = "One for each channel that is added to, at each pixel.",
            Slips =
            [
                new(Counter.Count(Sandglass, Size).Additions, "that is for all channels; the identity tensor multiplier leaves half of them out."),
                new(Half.IdentityChannels, "that is for one pixel; the map has more."),
                new(Half.IdentityChannels * Size, "that is for one row of pixels; the map has a width and a height."),
                new(Counter.Count(Half with { Shortcut = ShortcutSite.Hidden, Spatial = SpatialPlacement.Middle }, Size).Additions, "the shortcut joins the wide ends, not the narrow middle."),
            ],
        },
        new SpecQuestion("residual.around-pointwise", Sandglass with { Shortcut = ShortcutSite.Pointwise }, Sandglass)
        {
            Hints = new Dictionary<string, string>
            {
                ["Shortcut"] = "it is to begin after the first depthwise convolution and to end before the last one. What does it then pass around?",
            },
        },
        new SpecQuestion("residual.narrow-ends", Inverted with { Spatial = SpatialPlacement.Ends }, Inverted)
        {
            Hints = new Dictionary<string, string>
            {
                ["HiddenChannels"] = "the block stays an inverted residual: wide in the middle.",
                ["Spatial"] = "one depthwise convolution at the input, none in the middle, one at the output.",
                ["Shortcut"] = "only the depthwise convolutions move; the shortcut stays between the ends.",
            },
        },
    ];
}
