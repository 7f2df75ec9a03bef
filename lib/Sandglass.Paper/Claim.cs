namespace Sandglass.Paper;

/// <summary>A sentence or number that the paper claims, a row of <c>data/paper/claims.csv</c>. It has no verdict: that is computed.</summary>
public sealed record Claim
{
    /// <summary>How an unverified value is shown.</summary>
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

    /// <summary>Short names of the sources, separated by commas.</summary>
    public required string Source { get; init; }

    /// <summary>How it is known that the paper says so.</summary>
    public required EvidenceMark Mark { get; init; }

    /// <summary>What official logs and code, and independent reproductions, found; may be empty.</summary>
    public required string Found { get; init; }

    /// <summary>The arithmetic that decides it; null where none does.</summary>
    internal ArithmeticMeasurement? Measurement { get; init; }

    /// <summary>Our own sentence about our own protocol; empty where there is none.</summary>
    public required string ProxyStatement { get; init; }

    /// <summary>What tests that sentence: all of it must be supported.</summary>
    internal IReadOnlyList<ProxyMeasurement> Proxies { get; init; } = [];

    /// <summary>Why it cannot be tested here; empty where arithmetic decides.</summary>
    public required string Reason { get; init; }

    /// <summary>The notebook cell that shows it; null where none does.</summary>
    internal CellLink? Cell { get; init; }

    /// <summary>The number as the paper prints it; <see cref="Recollection"/> where no source confirms it.</summary>
    public string Printed => Mark == EvidenceMark.Unverified ? Recollection : Published;

    /// <summary>The mark as a reader sees it, such as <c>second-hand</c>.</summary>
    public string Known => Mark.Words();
}

/// <summary>A cell of a notebook of the repository.</summary>
/// <param name="Notebook">Name of the notebook's file without its extension, such as <c>02-counting</c>.</param>
/// <param name="Cell">Id of the cell.</param>
internal sealed record CellLink(string Notebook, string Cell)
{
    /// <summary>Reads <c>02-counting#published</c>; null where the text is empty.</summary>
    /// <exception cref="FormatException">It is not of that form.</exception>
    internal static CellLink? Find(string text) => text.Split('#') switch
    {
        [""] => null,
        [{ Length: > 0 } notebook, { Length: > 0 } cell] when notebook.IndexOfAny(['/', '\\']) < 0 => new CellLink(notebook, cell),
        _ => throw new FormatException($"'{text}' is not a cell; write it as 02-counting#published"),
    };

    /// <summary>As in the file, such as <c>02-counting#published</c>.</summary>
    public override string ToString() => $"{Notebook}#{Cell}";
}
