namespace Sandglass.Counting;

/// <summary>How a number of the paper is known.</summary>
public enum EvidenceMark
{
    /// <summary>Read in the paper, the released code or its documentation.</summary>
    Verified,

    /// <summary>Read in somebody's transcription of the paper.</summary>
    SecondHand,

    /// <summary>Follows by arithmetic from what is published or from the released code.</summary>
    Computed,

    /// <summary>No source confirms it: never shown as the paper's.</summary>
    Unverified,
}
