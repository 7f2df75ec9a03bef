using Sandglass.Counting;

namespace Sandglass.Claims;

/// <summary>Reads claims from their rows, and refuses a claim that would get neither a verdict nor a reason.</summary>
internal static class ClaimRows
{
    public static IReadOnlyList<Claim> Read(IReadOnlyList<PaperRow> rows, IReadOnlyList<ClaimSource> sources)
    {
        var known = sources.Select(source => source.Name).ToHashSet();
        var ids = new HashSet<string>();
        return [.. rows.Select(row => Read(row, known, ids))];
    }

    public static IEnumerable<string> Names(string sources) =>
        sources.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Claim Read(PaperRow row, HashSet<string> sources, HashSet<string> ids)
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
            Proxies = row.Read("proxy_measurement", MeasurementText.Proxies) ?? [],
            Reason = row.Text("reason"),
            Cell = row.Read("cell", CellLink.Parse),
        };
        return !ids.Add(claim.Id) ? throw row.Wrong("id", $"there is another claim '{claim.Id}'")
            : Names(claim.Source).FirstOrDefault(name => !sources.Contains(name)) is { } stranger
                ? throw row.Wrong("source", $"there is no source '{stranger}' in sources.csv")
            : Names(claim.Source).Any() == (claim.Mark == EvidenceMark.Unverified)
                ? throw row.Wrong("source", "a claim has a source unless it is UNVERIFIED, and then it has none")
            : claim.Measurement is CountMeasurement && !PrintedMillions.Is(claim.Published)
                ? throw row.Wrong("published", $"'{claim.Published}' is no number of millions such as 3.5M, and the measurement counts")
            : (claim.Measurement is null || claim.Mark == EvidenceMark.Unverified) != claim.Reason.Length > 0
                ? throw row.Wrong("reason", "a claim has a reason where arithmetic does not decide it, and only there")
            : claim.ProxyStatement.Length > 0 != claim.Proxies.Count > 0
                ? throw row.Wrong("proxy", "a proxy has a sentence and a measurement, or neither")
            : claim;
    }
}
