namespace Sandglass.Claims;

/// <summary>What the paper says of every block of its network.</summary>
public enum StructureRule
{
    /// <summary>A depthwise convolution at both ends (operator table).</summary>
    DepthwiseAtBothEnds,

    /// <summary>A shortcut exactly where the channels in and out agree and the stride is 1.</summary>
    ShortcutWhereShapesAgree,

    /// <summary>⌊M / t⌋ channels inside, t being 2 in the first stage and 6 in the others.</summary>
    HiddenByRatio,

    /// <summary>No activation after the last convolution.</summary>
    LinearAtTheEnd,

    /// <summary>The stride on the last depthwise convolution.</summary>
    StrideAtTheEnd,

    /// <summary>As many blocks of 960 channels as published, at width 1.0.</summary>
    BlocksOf960,
}
