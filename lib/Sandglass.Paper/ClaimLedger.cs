using Sandglass.Data;

namespace Sandglass.Paper;

/// <summary>A source of a statement about the paper.</summary>
/// <param name="Name">Short name, such as <c>OFF</c>.</param>
/// <param name="What">What it is.</param>
/// <param name="Where">Where it is.</param>
internal sealed record ClaimSource(string Name, string What, string Where);

/// <summary>
/// The claims of the paper, as <c>data/paper/claims.csv</c> lists them. The file holds no verdict: <see cref="Answer"/>
/// computes them from counts and from recorded studies.
/// </summary>
/// <param name="Claims">The claims in the order of the file.</param>
/// <param name="Sources">The sources that they name.</param>
internal sealed record ClaimLedger(IReadOnlyList<Claim> Claims, IReadOnlyList<ClaimSource> Sources)
{
    private const string File = "claims.csv";
    private const string SourceFile = "sources.csv";

    /// <summary>Reads the ledger, and refuses a claim that would get neither a verdict nor a reason.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="CsvException">A row is malformed; the message names row and column.</exception>
    /// <exception cref="WorkbenchException">A file is missing, or there is no data folder.</exception>
    public static ClaimLedger Load(string? data = null)
    {
        var sources = PaperTable.Read(SourceFile, data).Rows
            .Select(row => new ClaimSource(row.Needed("source"), row.Needed("what"), row.Needed("where")))
            .ToArray();
        var (known, ids) = (sources.Select(source => source.Name).ToHashSet(), new HashSet<string>());
        return new ClaimLedger([.. PaperTable.Read(File, data).Rows.Select(row => Read(row, known, ids))], sources);
    }

    /// <summary>One claim.</summary>
    /// <param name="id">Id of the claim.</param>
    /// <exception cref="WorkbenchException">There is no such claim.</exception>
    public Claim this[string id] => Claims.FirstOrDefault(claim => claim.Id == id)
        ?? throw new WorkbenchException($"there is no claim '{id}'; 'workbench claims' lists all");

    /// <summary>Their topics, in the order of the file.</summary>
    public IReadOnlyList<string> Topics => [.. Claims.Select(claim => claim.Topic).Distinct()];

    /// <summary>The claim of an id, else those of a topic, else those with a word in id or sentence; case does not matter.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <returns>Null where no claim has it.</returns>
    public ClaimLedger? About(string asked)
    {
        bool Is(string name) => name.Equals(asked, StringComparison.OrdinalIgnoreCase);
        Func<Claim, bool>[] ways =
        [
            claim => Is(claim.Id),
            claim => Is(claim.Topic),
            claim => claim.Id.Contains(asked, StringComparison.OrdinalIgnoreCase) || claim.Statement.Contains(asked, StringComparison.OrdinalIgnoreCase),
        ];
        return ways.Select(way => Claims.Where(way).ToArray()).FirstOrDefault(found => found.Length > 0) is { } claims ? this with { Claims = claims } : null;
    }

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
        [.. Names(claim).Select(name => Sources.First(source => source.Name == name))];

    private static string[] Names(Claim claim) =>
        claim.Source.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Claim Read(CsvRecord row, HashSet<string> sources, HashSet<string> ids)
    {
        var claim = new Claim
        {
            Id = row.Needed("id"),
            Topic = row.Needed("topic"),
            Place = row.Needed("place"),
            Statement = row.Needed("statement"),
            Published = row.Text("published"),
            Source = row.Text("source"),
            Mark = row.Mark(),
            Found = row.Text("found"),
            Measurement = row.Read("measurement", MeasurementText.Arithmetic),
            ProxyStatement = row.Text("proxy"),
            Proxies = row.Read("proxy_measurement", MeasurementText.Proxies),
            Reason = row.Text("reason"),
            Cell = row.Read("cell", CellLink.Find),
        };
        var names = Names(claim);
        return !ids.Add(claim.Id) ? throw row.Wrong("id", $"there is another claim '{claim.Id}'")
            : names.FirstOrDefault(name => !sources.Contains(name)) is { } stranger
                ? throw row.Wrong("source", $"there is no source '{stranger}' in sources.csv")
            : names.Length > 0 == (claim.Mark == EvidenceMark.Unverified)
                ? throw row.Wrong("source", "a claim needs a source, except an UNVERIFIED one, which has none")
            : claim.Measurement is CountMeasurement && PrintedNumber.Find(claim.Published) is null
                ? throw row.Wrong("published", $"'{claim.Published}' is not a number of millions such as 3.5M, but the measurement is a count")
            : (claim.Measurement is null || claim.Mark == EvidenceMark.Unverified) != claim.Reason.Length > 0
                ? throw row.Wrong("reason", "a claim needs a reason if arithmetic does not decide it, and only then")
            : claim.ProxyStatement.Length > 0 != claim.Proxies.Count > 0
                ? throw row.Wrong("proxy", "a proxy needs both a sentence and a measurement")
            : claim;
    }
}
