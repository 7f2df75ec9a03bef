namespace Sandglass.Analysis.Ranks;

/// <summary>What is built with random weights to see how much rank its output has.</summary>
public enum RandomBlock
{
    /// <summary>One 1×1 convolution.</summary>
    Pointwise,

    /// <summary>One 3×3 convolution over all channels.</summary>
    Conv,

    /// <summary>Classic bottleneck whose narrow width is a sixth of its output.</summary>
    Bottleneck,

    /// <summary>Inverted residual that expands its input sixfold.</summary>
    InvertedResidual,

    /// <summary>Sandglass whose narrow width is a sixth of its output.</summary>
    Sandglass,
}
