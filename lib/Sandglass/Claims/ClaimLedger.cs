namespace Sandglass.Claims;

/// <summary>
/// The claims of the paper, as <c>data/paper/claims.csv</c> lists them. The file holds no verdict: <see cref="Answer"/>
/// computes them from counts and from recorded studies.
/// </summary>
/// <param name="Claims">The claims in the order of the file.</param>
/// <param name="Sources">The sources that they name.</param>
public sealed record ClaimLedger(IReadOnlyList<Claim> Claims, IReadOnlyList<ClaimSource> Sources)
{
    internal const string File = "claims.csv";
    private const string SourceFile = "sources.csv";

    /// <summary>Reads the ledger.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="PaperDataException">A row is malformed; the message names row and column.</exception>
    /// <exception cref="WorkbenchException">A file is missing, or there is no data folder.</exception>
    public static ClaimLedger Load(string? data = null)
    {
        var sources = PaperCsv.Load(SourceFile, data).Rows
            .Select(row => new ClaimSource(row.Needed("source"), row.Needed("what"), row.Needed("where")))
            .ToArray();
        return new ClaimLedger(ClaimRows.Read(PaperCsv.Load(File, data).Rows, sources), sources);
    }

    /// <summary>One claim.</summary>
    /// <param name="id">Id of the claim.</param>
    /// <exception cref="WorkbenchException">There is no such claim.</exception>
    public Claim this[string id] => Claims.FirstOrDefault(claim => claim.Id == id)
        ?? throw new WorkbenchException($"there is no claim '{id}'; 'workbench claims' lists all");

    /// <summary>Answers every claim.</summary>
    /// <param name="recorded">What was recorded; null reads the repository's studies.</param>
    /// <exception cref="WorkbenchException">A recorded study cannot be read or lacks a comparison.</exception>
    public ClaimAnswers Answer(RecordedOutcomes? recorded = null)
    {
        var outcomes = recorded ?? RecordedOutcomes.Load();
        return new ClaimAnswers([.. Claims.Select(claim => ClaimAnswer.Of(claim, outcomes))]);
    }

    /// <summary>The sources of a claim.</summary>
    /// <param name="claim">A claim of this ledger.</param>
    public IReadOnlyList<ClaimSource> SourcesOf(Claim claim) =>
        [.. ClaimRows.Names(claim.Source).Select(name => Sources.First(source => source.Name == name))];
}
