namespace Sandglass.Blocks;

/// <summary>
/// The places a convolution can have in a block, in the order in which data meets them:
/// <code>
/// input width    Input        spatial, usually depthwise
///                Entry        pointwise, input width → hidden width
/// hidden width   InnerHidden  every spatial convolution but the last
///                Hidden       the last spatial convolution
///                Exit         pointwise, hidden width → output width
/// output width   Output       spatial, usually depthwise
/// </code>
/// </summary>
[Flags]
public enum ConvSlots
{
    /// <summary>No place.</summary>
    None = 0,

    /// <summary>Spatial convolutions at the input width.</summary>
    Input = 1,

    /// <summary>The pointwise convolution from input to hidden width.</summary>
    Entry = 2,

    /// <summary>Spatial convolutions at the hidden width, all but the last.</summary>
    InnerHidden = 4,

    /// <summary>The last spatial convolution at the hidden width.</summary>
    Hidden = 8,

    /// <summary>The pointwise convolution from hidden to output width.</summary>
    Exit = 16,

    /// <summary>Spatial convolutions at the output width.</summary>
    Output = 32,
}
