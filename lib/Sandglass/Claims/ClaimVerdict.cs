namespace Sandglass.Claims;

/// <summary>What arithmetic says of a claim.</summary>
public enum ClaimVerdict
{
    /// <summary>It needs ImageNet, VOC, a phone, or a source that confirms it; a proxy may stand beside it.</summary>
    NotTestable,

    /// <summary>The count, rounded or cut off to the printed precision, is the printed number; or the sentence follows from
    /// the counts.</summary>
    Holds,

    /// <summary>It is not.</summary>
    DoesNotHold,
}
