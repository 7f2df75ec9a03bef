using Sandglass.Networks;
using Sandglass.Studies;

namespace Sandglass.Paper;

/// <summary>
/// One change of the block at a time, in the macro-plan of the main comparison and at 0.4x of its budget. Widths are matched
/// again if a change alters the cost.
/// </summary>
/// <param name="learningRate">The learning rate of every arm.</param>
internal sealed class BlockAblations(double learningRate)
{
    private const string Group = "0.4x";
    private const long MultiplyAdds = BlockComparison.FullBudget * 2 / 5;
    private const string Sandglass = "sandglass";
    private const string Inverted = "inverted";

    /// <summary>The paper's variants (a)–(d): where and how many the depthwise convolutions are.</summary>
    public Study Variants() => Study(
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
        Against("(d)", "(a)", "(b)", "(c)").Append(new PlannedComparison("(b)", "(a)", Group, IsPrimary: false))) with
    {
        Seeds = [1, 2, 3, 4, 5],
    };

    /// <summary>Is it only one more depthwise convolution? MobileNetV2's block with a second one in the middle.</summary>
    public Study ExtraDepthwise() => Study(
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
    public Study IdentityMultiplier() => AgainstSandglass(
        "identity-multiplier",
        "How many channels must the shortcut carry?",
        Identity(2),
        Identity(3),
        Identity(6));

    /// <summary>Where activations sit: the block is linear after the reduction and after the last convolution.</summary>
    public Study Activations() => AgainstSandglass(
        "activations",
        "Do activations after the reduction or after the last depthwise convolution hurt?",
        ("ReLU6 after reduction", block => block with { Linear = block.Linear & ~ConvSlots.Entry }),
        ("ReLU6 at the end", block => block with { Linear = block.Linear & ~ConvSlots.Output }),
        ("ReLU6 everywhere", block => block with { Linear = ConvSlots.None }));

    /// <summary>The reduction ratio, at equal multiply-adds.</summary>
    public Study ReductionRatio() => Study(
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
    public Study ReleasedTransitions() => AgainstSandglass(
        "released-transitions",
        "Does it matter that the released code drops a depthwise convolution where resolution halves?",
        ("released transitions", block => block.Stride == 2 ? block with { Spatial = SpatialPlacement.OutputOnly } : block));

    private delegate BlockSpec Change(BlockSpec block);

    private Study AgainstSandglass(string name, string question, params IEnumerable<(string Name, Change Change)> changes) => Study(
        name,
        question,
        [Family(Sandglass, BlockFamily.Sandglass), .. changes.Select(c => Arm(c.Name, BlockFamily.Sandglass, Changed(BlockFamily.Sandglass, c.Change)))],
        Against(Sandglass, [.. changes.Select(c => c.Name)]));

    private static Study Study(
        string name, string question, IReadOnlyList<StudyArm> arms, IEnumerable<PlannedComparison> comparisons) => new()
        {
            Name = name,
            Question = question,
            Data = Preset.Standard.Data,
            Seeds = [1, 2, 3],
            Arms = arms,
            Comparisons = [.. comparisons],
        };

    private StudyArm Family(string name, BlockFamily family) =>
        Arm(name, family, width => MacroPlan.SmallImage.Fill(family, width));

    private StudyArm Arm(string name, BlockFamily family, Func<double, NetworkPlan> planAt) =>
        StudyArm.Of(name, Group, family, Budget.MatchMultiplyAdds(planAt, MultiplyAdds), Preset.Long(learningRate));

    private static Func<double, NetworkPlan> Changed(BlockFamily family, Change change)
    {
        var make = FamilyBlocks.Maker(family);
        return width => MacroPlan.SmallImage.Fill(
            FamilyBlocks.Name(family), (input, wide, ratio, stride) => change(make(input, wide, ratio, stride)), width);
    }

    private StudyArm AtRatio(int ratio)
    {
        var macro = MacroPlan.SmallImage with { Stages = [.. MacroPlan.SmallImage.Stages.Select(stage => stage with { Ratio = ratio })] };
        return Arm($"ratio {ratio}", BlockFamily.Sandglass, width => macro.Fill(BlockFamily.Sandglass, width));
    }

    private static (string Name, Change Change) Identity(int part) =>
        ($"identity 1/{part}", block => block with { IdentityMultiplier = 1.0 / part });

    private static IEnumerable<PlannedComparison> Against(string first, params IEnumerable<string> others) =>
        others.Select(other => new PlannedComparison(first, other, Group, IsPrimary: true));
}
