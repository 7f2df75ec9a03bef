namespace Sandglass.Blocks;

/// <summary>Where the shortcut attaches.</summary>
public enum ShortcutSite
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>From the block's input to its output.</summary>
    Ends,

    /// <summary>Around the two pointwise convolutions and what lies between, inside any spatial ones at the ends.</summary>
    Pointwise,

    /// <summary>Around the spatial convolutions at the hidden width: between the representations that are narrow in a
    /// sandglass or classic bottleneck and wide in an inverted residual.</summary>
    Hidden,
}
