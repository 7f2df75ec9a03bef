namespace Sandglass.Detection.Boxes;

/// <summary>What of a detector's answers is kept. By default as in the released code for VOC, and the best 200 of a class as in SSD (Liu et al. 2016).</summary>
public sealed record SuppressionRule
{
    /// <summary>Scores up to it are dropped.</summary>
    [Released("0.01")]
    public float ScoreThreshold { get; init; } = 0.01f;

    /// <summary>Boxes a class that take part, the best by score (SSD's top_k).</summary>
    [Released("200")]
    public int PerClass { get; init; } = 200;

    /// <summary>Of two boxes of a class that overlap by more, the worse goes.</summary>
    [Released("0.45")]
    public float Overlap { get; init; } = 0.45f;

    /// <summary>Boxes an image in the end, the best by score.</summary>
    [Released("100")]
    public int PerImage { get; init; } = 100;
}
