using Sandglass.Counting;

namespace Sandglass.Claims;

/// <summary>Evidence marks in words.</summary>
public static class EvidenceWords
{
    /// <summary>The mark as a reader sees it, such as <c>second-hand</c>.</summary>
    public static string Words(this EvidenceMark mark) => mark switch
    {
        EvidenceMark.Verified => "verified",
        EvidenceMark.SecondHand => "second-hand",
        EvidenceMark.Computed => "computed",
        _ => Claim.Recollection,
    };
}
