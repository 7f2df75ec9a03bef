using Sandglass.Data;

namespace Sandglass.Paper;

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

/// <summary>Marks as the files of <c>data/paper</c> write them, and as a reader sees them.</summary>
internal static class EvidenceMarks
{
    /// <exception cref="CsvException">The row has no mark.</exception>
    public static EvidenceMark Mark(this CsvRecord row) => row.Read("mark", word => word switch
    {
        "VERIFIED" => EvidenceMark.Verified,
        "SECOND-HAND" => EvidenceMark.SecondHand,
        "COMPUTED" => EvidenceMark.Computed,
        "UNVERIFIED" => EvidenceMark.Unverified,
        _ => throw new FormatException($"'{word}' is not a mark; use VERIFIED, SECOND-HAND, COMPUTED or UNVERIFIED"),
    });

    public static string Words(this EvidenceMark mark) => mark switch
    {
        EvidenceMark.Verified => "verified",
        EvidenceMark.SecondHand => "second-hand",
        EvidenceMark.Computed => "computed",
        _ => Claim.Recollection,
    };
}
