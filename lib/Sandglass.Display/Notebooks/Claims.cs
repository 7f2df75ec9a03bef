using Sandglass.Display;
using Sandglass.Paper;

namespace Sandglass;

/// <summary>The claims of the paper with their verdicts.</summary>
public static class Claims
{
    /// <summary>The claims of a topic, of an id, or with a word in them, each with its verdict.</summary>
    /// <param name="asked">Such as <c>abstract</c>, <c>ablation</c> or <c>latency</c>; null: all.</param>
    /// <exception cref="WorkbenchException">No claim has that topic, id or word.</exception>
    public static ClaimAnswers About(string? asked = null)
    {
        var ledger = ClaimLedger.Load();
        var chosen = asked is null ? ledger : ledger.About(asked)
            ?? throw new WorkbenchException($"no claim has this id, topic or word: '{asked}'; topics are {string.Join(", ", ledger.Topics)}");
        return chosen.Answer();
    }

    /// <summary>All claims, with the verdicts that would follow if every recorded run of an arm had reached so much more. Nothing
    /// is written: it says how far the runs are from another verdict.</summary>
    /// <param name="arm">Name of the arm in all studies, such as <c>sandglass</c>.</param>
    /// <param name="points">What is added to the outcome of its runs, in points; may be negative.</param>
    public static ClaimAnswers Shifted(string arm, double points) =>
        ClaimLedger.Load().Answer(RecordedOutcomes.Load(changed: study => Shifted(study, arm, points)));

    /// <summary>A claim with the verdict that would follow if the paper had printed another number.</summary>
    /// <param name="id">Its id, such as <c>figure-1.mobilenetv2-0.75.multiply-adds</c>.</param>
    /// <param name="published">The number as it would be printed, such as <c>150M</c>.</param>
    /// <exception cref="WorkbenchException">There is no claim of this id.</exception>
    public static ClaimAnswer Reprinted(string id, string published)
    {
        var ledger = ClaimLedger.Load();
        return (ledger with { Claims = [ledger[id] with { Published = published }] }).Answer()[id];
    }

    /// <summary>How the verdict of a study becomes that of our own sentence about it, a rule a row.</summary>
    public static Table ProxyRules => Table.Of([""], ProxyRule.Words.Split(". ").Select(rule => (string[])[$"{rule.TrimEnd('.')}."]));

    private static StudyRecord Shifted(StudyRecord study, string arm, double points)
    {
        var outcome = study.Protocol.Outcome;
        return study with { Rows = [.. study.Rows.Select(row => row.Arm == arm ? row.With(outcome, row.Number(outcome) + (points / 100)) : row)] };
    }
}
