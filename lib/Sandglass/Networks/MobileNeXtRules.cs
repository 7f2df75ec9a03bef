namespace Sandglass.Networks;

/// <summary>
/// Where the printed table, the released code and the reimplementations of MobileNeXt part ways. The default is the
/// released code.
/// </summary>
public sealed record MobileNeXtRules
{
    /// <summary>The released PyTorch code: what the published accuracies were trained with.</summary>
    public static MobileNeXtRules Released { get; } = new();

    /// <summary>The table of arXiv v1 taken literally: every block full, hidden width ⌊M/t⌋, two blocks at 960.</summary>
    public static MobileNeXtRules Printed { get; } = new() { FullTransitions = true, HiddenFloor = false, Repeats960 = 2 };

    /// <summary>True: blocks that change width keep both depthwise convolutions, as the operator table says;
    /// false: the first (stride 2) or both (stride 1) are dropped, as in the released code.</summary>
    public bool FullTransitions { get; init; }

    /// <summary>True: the hidden width is at least about a sixth of the output, rounded to 16 (released code);
    /// false: it is ⌊M/t⌋.</summary>
    public bool HiddenFloor { get; init; } = true;

    /// <summary>Blocks of the 960-channel stage: 3 in the code, 2 in arXiv v1 (a misprint, says the first author).</summary>
    public int Repeats960 { get; init; } = 3;
}
