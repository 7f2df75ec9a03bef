namespace Sandglass.Analysis.Ranks;

/// <summary>What counts as one sample of an activation [N, C, H, W].</summary>
public enum Unfolding
{
    /// <summary>Every pixel of every image: N·H·W samples of C channels.</summary>
    Pixels,

    /// <summary>Every image, averaged over its pixels: N samples of C channels.</summary>
    Pooled,
}
