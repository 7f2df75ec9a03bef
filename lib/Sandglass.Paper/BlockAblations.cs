using Sandglass.Networks;
using Sandglass.Studies;

namespace Sandglass.Paper;

/// <summary>
/// One change of the block at a time, in the macro-plan of the main comparison, at 0.4x of its budget and with its learning
/// rate and seeds. Widths are matched again if a change alters the cost.
/// </summary>
internal static class BlockAblations
{
    private const double Share = 0.4;
    private const string Sandglass = "sandglass";
    private const string Inverted = "inverted";

    /// <summary>The paper's variants (a)–(d): where and how many the depthwise convolutions are. In the paper (c), whose
    /// shortcut joins narrow ends, is below (b).</summary>
    public static Study Variants() => Study(
        "variants",
        "Where do the depthwise convolutions belong (variants (a) to (d))?",
        [
            Arm("(a)", BlockFamily.Bottleneck, Changed(BlockFamily.Sandglass, block =>
                PaperVariants.InsideBottleneck(block, SpatialPlacement.Middle, ConvSlots.Hidden))),
            Arm("(b)", BlockFamily.Bottleneck, Changed(BlockFamily.Sandglass, block =>
                PaperVariants.InsideBottleneck(block, SpatialPlacement.MiddleTwice, ConvSlots.Exit))),
            Arm("(c)", BlockFamily.InvertedResidual, Changed(BlockFamily.InvertedResidual, PaperVariants.AtNarrowEnds)),
            Family("(d)", BlockFamily.Sandglass),
        ],
        [
            .. Against("(d)", "(a)", "(b)", "(c)"),
            new("(a)", "(c)", Group, IsPrimary: true),
            new("(b)", "(c)", Group, IsPrimary: true),
            new("(b)", "(a)", Group, IsPrimary: false),
        ]);

    /// <summary>
    /// The paper's central claim by itself: the same chain of convolutions with shortcuts between its wide representations, between
    /// its narrow ones, and with none. Cut at the narrow ends, the chain of a sandglass network is an inverted residual with two
    /// depthwise convolutions, the first linear and with the stride.
    /// </summary>
    public static Study Shortcuts() => Study(
        "shortcuts",
        "Should shortcuts join the wide or the narrow representations, or none?",
        [
            Family("wide", BlockFamily.Sandglass),
            Arm("narrow", BlockFamily.InvertedResidual, Changed(BlockFamily.InvertedResidual, block => block with
            {
                Spatial = SpatialPlacement.MiddleTwice,
                StrideAt = ConvSlots.InnerHidden,
                Linear = block.Linear | ConvSlots.InnerHidden,
            })),
            Arm("none", BlockFamily.Sandglass, Changed(BlockFamily.Sandglass, block => block with { Shortcut = ShortcutSite.None })),
        ],
        [
            .. Against("wide", "narrow", "none"),
            new("narrow", "none", Group, IsPrimary: false),
        ]);

    /// <summary>Is it only one more depthwise convolution? MobileNetV2's block with a second one in the middle.</summary>
    public static Study ExtraDepthwise() => Study(
        "extra-depthwise",
        "Does a second depthwise convolution make the inverted residual as good as the sandglass?",
        [
            Family(Sandglass, BlockFamily.Sandglass),
            Family(Inverted, BlockFamily.InvertedResidual),
            Arm("inverted + depthwise", BlockFamily.InvertedResidual, Changed(BlockFamily.InvertedResidual, block => block with
            {
                // As in the released file: the second is linear and carries the stride.
                Spatial = SpatialPlacement.MiddleTwice,
                StrideAt = ConvSlots.Hidden,
                Linear = block.Linear | ConvSlots.Hidden,
            })),
        ],
        [
            new("inverted + depthwise", Inverted, Group, IsPrimary: true),
            new(Sandglass, "inverted + depthwise", Group, IsPrimary: true),
        ]);

    /// <summary>The identity tensor multiplier: how many channels the shortcut adds to.</summary>
    public static Study IdentityMultiplier() => AgainstSandglass(
        "identity-multiplier",
        "How many channels must the shortcut carry?",
        Identity(2),
        Identity(3),
        Identity(6));

    /// <summary>Where activations sit: the block is linear after the reduction and after the last convolution.</summary>
    public static Study Activations() => AgainstSandglass(
        "activations",
        "Do activations after the reduction or after the last depthwise convolution hurt?",
        ("ReLU6 after reduction", block => block with { Linear = block.Linear & ~ConvSlots.Entry }),
        ("ReLU6 at the end", block => block with { Linear = block.Linear & ~ConvSlots.Output }),
        ("ReLU6 everywhere", block => block with { Linear = ConvSlots.None }));

    /// <summary>The reduction ratio, at equal multiply-adds.</summary>
    public static Study ReductionRatio() => Study(
        "reduction-ratio",
        "Which reduction ratio is best at equal multiply-adds?",
        [
            Family(Sandglass, BlockFamily.Sandglass),
            AtRatio(3),
            AtRatio(4),
            AtRatio(8),
        ],
        Against(Sandglass, "ratio 3", "ratio 4", "ratio 8"));

    /// <summary>The released code's stride-2 transitions, which drop the first depthwise convolution, against full blocks.
    /// Its stride-1 transitions have no place in this plan.</summary>
    public static Study ReleasedTransitions() => AgainstSandglass(
        "released-transitions",
        "Does it matter that the released code drops a depthwise convolution where resolution halves?",
        ("released transitions", block => block.Stride == 2 ? block with { Spatial = SpatialPlacement.OutputOnly } : block));

    private static string Group => BlockComparison.Group(Share);

    private static ComparedImages Images => ComparedImages.Garments;

    private delegate BlockSpec Change(BlockSpec block);

    private static Study AgainstSandglass(string name, string question, params IEnumerable<(string Name, Change Change)> changes) => Study(
        name,
        question,
        [Family(Sandglass, BlockFamily.Sandglass), .. changes.Select(c => Arm(c.Name, BlockFamily.Sandglass, Changed(BlockFamily.Sandglass, c.Change)))],
        Against(Sandglass, [.. changes.Select(c => c.Name)]));

    private static Study Study(
        string name, string question, IReadOnlyList<StudyArm> arms, IEnumerable<PlannedComparison> comparisons) => new()
        {
            Name = name,
            Question = question,
            Data = Images.Data,
            Seeds = BlockComparison.Seeds,
            Backend = Training.Backends.Fused,
            Arms = arms,
            Comparisons = [.. comparisons],
        };

    private static StudyArm Family(string name, BlockFamily family) =>
        Arm(name, family, width => Images.Fill(family, width));

    private static StudyArm Arm(string name, BlockFamily family, Func<double, NetworkPlan> planAt) =>
        StudyArm.Of(name, Group, family, Budget.MatchMultiplyAdds(planAt, Images.MultiplyAdds(Share)), Preset.Long(BlockComparison.SharedLearningRate));

    private static Func<double, NetworkPlan> Changed(BlockFamily family, Change change)
    {
        var make = FamilyBlocks.Maker(family);
        return width => MacroPlan.SmallImage.Fill(
            FamilyBlocks.Name(family), (input, wide, ratio, stride) => change(make(input, wide, ratio, stride)), width);
    }

    private static StudyArm AtRatio(int ratio)
    {
        var macro = MacroPlan.SmallImage with { Stages = [.. MacroPlan.SmallImage.Stages.Select(stage => stage with { Ratio = ratio })] };
        return Arm($"ratio {ratio}", BlockFamily.Sandglass, width => macro.Fill(BlockFamily.Sandglass, width));
    }

    private static (string Name, Change Change) Identity(int part) =>
        ($"identity 1/{part}", block => block with { IdentityMultiplier = 1.0 / part });

    private static IEnumerable<PlannedComparison> Against(string first, params IEnumerable<string> others) =>
        others.Select(other => new PlannedComparison(first, other, Group, IsPrimary: true));
}
