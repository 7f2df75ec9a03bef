namespace Sandglass.Lessons.Checks;

/// <summary>A block that is to be written down. A wrong one is held against the right one property by property.</summary>
/// <param name="Id">The question.</param>
/// <param name="Right">The block.</param>
/// <param name="Start">What the cell begins with; the same again is no answer.</param>
internal sealed record SpecQuestion(string Id, BlockSpec Right, BlockSpec Start) : Question(Id)
{
    private static readonly (string Name, Func<BlockSpec, object> Of, string Hint)[] Properties =
    [
        ("InChannels", spec => spec.InChannels, "the channels that go in are not those of the question."),
        ("OutChannels", spec => spec.OutChannels, "the channels that come out are not those of the question."),
        ("HiddenChannels", spec => spec.HiddenChannels, "the channels between the two pointwise convolutions do not follow from the ratio; which end is wide?"),
        ("Spatial", spec => spec.Spatial, "the depthwise convolutions are not where the question puts them: input, hidden, output."),
        ("Kernel", spec => spec.Kernel, "the kernel has another side."),
        ("Stride", spec => spec.Stride, "the step of the block is another."),
        ("StrideSlot", spec => spec.StrideSlot, "another convolution carries the stride; see StrideAt."),
        ("Dense", spec => spec.Dense, "a spatial convolution is full where it should be depthwise, or the other way round."),
        ("Shortcut", spec => spec.Shortcut, "the shortcut joins other representations than the question asks for."),
        ("IdentityMultiplier", spec => spec.IdentityMultiplier, "the shortcut adds to another share of the channels."),
        ("Linear", spec => spec.Linear, "an activation follows a convolution that should be linear, or is missing after one that should not."),
        ("Activation", spec => spec.Activation, "the activation is another."),
        ("ActivateSum", spec => spec.ActivateSum, "an activation follows the addition, or is missing there."),
    ];

    /// <summary>Hints of this question in place of the general ones, by property.</summary>
    public IReadOnlyDictionary<string, string> Hints { get; init; } = new Dictionary<string, string>();

    public override Feedback Check(object? answer)
    {
        if (answer is not BlockSpec given)
        {
            return answer is null ? Feedback.Unanswered("the answer is a BlockSpec.") : Feedback.Hint($"the answer is a BlockSpec, not a {answer.GetType().Name}.");
        }

        var wrong = Properties.Where(property => !property.Of(given).Equals(property.Of(Right))).ToArray();
        return wrong.Length == 0 ? Feedback.Right($"{Right}.")
            : given == Start ? Feedback.Unanswered("change the block.")
            : Feedback.Hint($"{wrong[0].Name}: {Hints.GetValueOrDefault(wrong[0].Name, wrong[0].Hint)}{(wrong.Length > 1 ? " Something else is wrong as well." : "")}");
    }
}
