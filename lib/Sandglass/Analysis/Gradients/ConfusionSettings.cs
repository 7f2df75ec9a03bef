namespace Sandglass.Analysis.Gradients;

/// <summary>How gradients are taken. They are not comparable across different settings.</summary>
public sealed record ConfusionSettings
{
    /// <summary>Share of the target spread evenly over all classes: the recipe's.</summary>
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>Samples that go through the network at once; decides memory and speed, not the answer.</summary>
    public int MicroBatch { get; init; } = 64;

    /// <summary>Bytes that mini-batch gradients may take at once. Where K gradients need more, some are computed again.</summary>
    public long GradientBytes { get; init; } = 1L << 30;

    /// <summary>Checks every number.</summary>
    /// <returns>These settings.</returns>
    /// <exception cref="WorkbenchException">A number is out of range.</exception>
    internal ConfusionSettings Validated() => this is { LabelSmoothing: >= 0 and < 1, MicroBatch: > 0, GradientBytes: > 0 }
        ? this
        : throw new WorkbenchException(
            $"gradients cannot be taken: label smoothing lies in [0, 1), micro-batch and bytes are positive, not {LabelSmoothing}, {MicroBatch}, {GradientBytes}");
}
