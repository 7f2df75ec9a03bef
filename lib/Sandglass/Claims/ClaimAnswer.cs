using Sandglass.Counting;

namespace Sandglass.Claims;

/// <summary>A claim with what follows for it.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Verdict">What arithmetic says.</param>
/// <param name="Ours">Our own value, where arithmetic gives one; empty otherwise.</param>
/// <param name="Why">How the verdict follows, or why there is none.</param>
/// <param name="Proxy">What our own runs say of our own sentence; null where there is none.</param>
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
