using System.Globalization;
using Microsoft.Data.Analysis;

namespace Sandglass.Paper;

/// <summary>The verdict of arithmetic on a claim.</summary>
public enum ClaimVerdict
{
    /// <summary>It needs ImageNet, VOC, a phone, or a source that confirms it; it may have a proxy.</summary>
    NotTestable,

    /// <summary>The count, rounded or cut off to the printed precision, is the printed number; or the sentence follows from
    /// the counts.</summary>
    Holds,

    /// <summary>It is not.</summary>
    DoesNotHold,
}

/// <summary>A claim and its verdict.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Verdict">The verdict of arithmetic.</param>
/// <param name="Ours">Our own value, where arithmetic gives one; empty otherwise.</param>
/// <param name="Why">How the verdict follows, or why there is none.</param>
/// <param name="Proxy">The verdict of our runs on our own sentence; null if there is none.</param>
public sealed record ClaimAnswer(Claim Claim, ClaimVerdict Verdict, string Ours, string Why, ProxyAnswer? Proxy)
{
    /// <summary>The verdict in words.</summary>
    public string VerdictWords => Verdict switch
    {
        ClaimVerdict.Holds => "holds",
        ClaimVerdict.DoesNotHold => "does not hold",
        _ => "not testable here",
    };

    /// <summary>The proxy's verdict in words, with the seeds that would decide; empty where there is no proxy.</summary>
    public string ProxyWords => Proxy switch
    {
        null => "",
        { Verdict: ProxyVerdict.NotRecorded } => "not recorded yet",
        { Verdict: ProxyVerdict.Undecided, SeedsToDecide: { } seeds } => FormattableString.Invariant($"undecided ({seeds} seeds would decide)"),
        { IsSmallerThanPublished: true } => "supported, smaller than published",
        { Verdict: var verdict } => verdict.ToString().ToLowerInvariant(),
    };

    internal static ClaimAnswer Of(Claim claim, RecordedOutcomes recorded)
    {
        var proxy = claim.Proxies.Count > 0 ? ProxyAnswer.All([.. claim.Proxies.Select(measurement => measurement.Ask(recorded))]) : null;
        // What nobody confirms the paper to say cannot be held against it.
        if (claim.Mark == EvidenceMark.Unverified || claim.Measurement is null)
        {
            return new ClaimAnswer(claim, ClaimVerdict.NotTestable, "", claim.Reason, proxy);
        }

        var finding = claim.Measurement.Decide(claim);
        return new ClaimAnswer(claim, finding.Holds ? ClaimVerdict.Holds : ClaimVerdict.DoesNotHold, finding.Ours, finding.Why, proxy);
    }
}

/// <summary>Answered claims, to show, filter and count.</summary>
/// <param name="Rows">The answers in the order of the ledger.</param>
public sealed record ClaimAnswers(IReadOnlyList<ClaimAnswer> Rows)
{
    /// <summary>The answer to one claim.</summary>
    /// <param name="id">Id of the claim.</param>
    /// <exception cref="WorkbenchException">There is no such claim.</exception>
    public ClaimAnswer this[string id] => Rows.FirstOrDefault(row => row.Claim.Id == id)
        ?? throw new WorkbenchException($"there is no claim '{id}'; 'workbench claims' lists all");

    /// <summary>Those of some topics.</summary>
    /// <param name="topics">Topics, such as <c>variants</c>.</param>
    public ClaimAnswers About(params string[] topics) => Where(row => topics.Contains(row.Claim.Topic));

    /// <summary>Those that meet a condition.</summary>
    /// <param name="condition">Which are kept.</param>
    public ClaimAnswers Where(Func<ClaimAnswer, bool> condition) => new([.. Rows.Where(condition)]);

    /// <summary>How many hold, do not, and cannot be tested, and what their proxies say, in a few sentences.</summary>
    public string InWords()
    {
        int Of(ClaimVerdict verdict) => Rows.Count(row => row.Verdict == verdict);
        int By(ProxyVerdict verdict) => Rows.Count(row => row.Proxy?.Verdict == verdict);
        return string.Create(CultureInfo.InvariantCulture,
            $"Of {Rows.Count} numbers and sentences {Of(ClaimVerdict.Holds)} hold, {Of(ClaimVerdict.DoesNotHold)} do not hold, and {Of(ClaimVerdict.NotTestable)} cannot be tested here. "
            + $"{Rows.Count(row => row.Proxy is not null)} have a sentence about our own runs beside them: {By(ProxyVerdict.Supported)} supported, {By(ProxyVerdict.Contradicted)} contradicted, {By(ProxyVerdict.Undecided)} undecided, {By(ProxyVerdict.NotRecorded)} not recorded yet.");
    }

    /// <summary>How many of each topic got which verdict: a row a topic, and the total.</summary>
    public DataFrame Summary()
    {
        var names = Rows.Select(row => row.Claim.Topic).Distinct().Append("total").ToArray();
        Int32DataFrameColumn Column(string name, Func<ClaimAnswer, bool> isMeant) =>
            new(name, names.Select(topic => Rows.Count(row => (topic == "total" || row.Claim.Topic == topic) && isMeant(row))));
        return new DataFrame(
            new StringDataFrameColumn("topic", names),
            Column("claims", _ => true),
            Column("holds", row => row.Verdict == ClaimVerdict.Holds),
            Column("does not hold", row => row.Verdict == ClaimVerdict.DoesNotHold),
            Column("not testable here", row => row.Verdict == ClaimVerdict.NotTestable),
            Column("proxies", row => row.Proxy is not null),
            Column("supported", row => row.Proxy?.Verdict == ProxyVerdict.Supported),
            Column("contradicted", row => row.Proxy?.Verdict == ProxyVerdict.Contradicted),
            Column("undecided", row => row.Proxy?.Verdict == ProxyVerdict.Undecided),
            Column("not recorded yet", row => row.Proxy?.Verdict == ProxyVerdict.NotRecorded));
    }
}
