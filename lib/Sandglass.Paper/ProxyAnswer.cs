namespace Sandglass.Paper;

/// <summary>The verdict of our runs on our own sentence about our protocol. It never settles the paper's claim.</summary>
public enum ProxyVerdict
{
    /// <summary>The measurement has not been recorded.</summary>
    NotRecorded,

    /// <summary>Recorded, and neither shown nor refuted.</summary>
    Undecided,

    /// <summary>Shown.</summary>
    Supported,

    /// <summary>Refuted.</summary>
    Contradicted,
}

/// <summary>The verdict of the records on one of our own sentences.</summary>
/// <param name="Verdict">What follows.</param>
/// <param name="Ours">The measured difference with its interval and seeds; empty where nothing is recorded.</param>
/// <param name="Why">How the verdict follows, or what is missing, one sentence.</param>
/// <param name="SeedsToDecide">Seeds that decide, where it is undecided and more seeds than there are would; null otherwise.</param>
public sealed record ProxyAnswer(ProxyVerdict Verdict, string Ours, string Why, int? SeedsToDecide = null)
{
    /// <summary>Whether it is supported by less than the paper's gain, carried over to our accuracy.</summary>
    public bool IsSmallerThanPublished { get; init; }

    /// <summary>A sentence that several measurements test: contradicted by any of them, supported by all.</summary>
    /// <param name="answers">Their answers, at least one.</param>
    internal static ProxyAnswer All(IReadOnlyList<ProxyAnswer> answers)
    {
        var verdict = answers.Any(answer => answer.Verdict == ProxyVerdict.Contradicted) ? ProxyVerdict.Contradicted : answers.Min(answer => answer.Verdict);
        return new ProxyAnswer(
            verdict,
            string.Join("; ", answers.Select(answer => answer.Ours).Where(ours => ours.Length > 0)),
            string.Join(" ", answers.Select(answer => answer.Why).Distinct()),
            verdict == ProxyVerdict.Undecided ? SeedsForAll(answers) : null)
        {
            IsSmallerThanPublished = verdict == ProxyVerdict.Supported && answers.Any(answer => answer.IsSmallerThanPublished),
        };
    }

    // Not known as soon as it is not known for one that is undecided.
    private static int? SeedsForAll(IReadOnlyList<ProxyAnswer> answers)
    {
        var seeds = answers.Where(answer => answer.Verdict == ProxyVerdict.Undecided).Select(answer => answer.SeedsToDecide).ToArray();
        return seeds.Contains(null) ? null : seeds.Max();
    }
}
