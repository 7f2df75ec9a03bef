using Sandglass.Counting;

namespace Sandglass.Claims;

/// <summary>A sentence or number that the paper stakes, a row of <c>data/paper/claims.csv</c>. It has no verdict: that is computed.</summary>
public sealed record Claim
{
    /// <summary>What an unverified value is shown as.</summary>
    public const string Recollection = "recollection, no source";

    /// <summary>Name of the claim; what the tables print is called <c>table.row.column</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about, such as <c>variants</c>.</summary>
    public required string Topic { get; init; }

    /// <summary>Where the paper says it, as far as known; the numbers of tables are those of no edition in particular.</summary>
    public required string Place { get; init; }

    /// <summary>The claim in our own words.</summary>
    public required string Statement { get; init; }

    /// <summary>The number as the file has it, whatever its mark; empty for a sentence. Show <see cref="Printed"/> instead.</summary>
    public required string Published { get; init; }

    /// <summary>Short names of the sources, parted by commas.</summary>
    public required string Source { get; init; }

    /// <summary>How it is known that the paper says so.</summary>
    public required EvidenceMark Mark { get; init; }

    /// <summary>What official logs and code, and independent reproductions, found; may be empty.</summary>
    public required string Found { get; init; }

    /// <summary>The arithmetic that decides it; null where none does.</summary>
    public ArithmeticMeasurement? Measurement { get; init; }

    /// <summary>Our own sentence about our own protocol; empty where there is none.</summary>
    public required string ProxyStatement { get; init; }

    /// <summary>What tests that sentence: all of it must be supported.</summary>
    public required IReadOnlyList<ProxyMeasurement> Proxies { get; init; }

    /// <summary>Why it cannot be tested here; empty where arithmetic decides.</summary>
    public required string Reason { get; init; }

    /// <summary>The notebook cell that shows it; null where none does.</summary>
    public CellLink? Cell { get; init; }

    /// <summary>The number as the paper prints it; <see cref="Recollection"/> where no source confirms it.</summary>
    public string Printed => Mark == EvidenceMark.Unverified ? Recollection : Published;
}
