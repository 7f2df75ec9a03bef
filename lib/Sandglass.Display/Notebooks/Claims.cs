using Sandglass.Paper;

namespace Sandglass;

/// <summary>The claims of the paper and what became of them.</summary>
public static class Claims
{
    /// <summary>The claims of a topic, of an id, or with a word in them, each with its verdict.</summary>
    /// <param name="asked">Such as <c>abstract</c>, <c>ablation</c> or <c>latency</c>; null: all.</param>
    /// <exception cref="WorkbenchException">No claim has that topic, id or word.</exception>
    public static ClaimAnswers About(string? asked = null)
    {
        var ledger = ClaimLedger.Load();
        var chosen = asked is null ? ledger : ledger.About(asked)
            ?? throw new WorkbenchException($"no claim has the id, the topic or the word '{asked}'; topics are {string.Join(", ", ledger.Topics)}");
        return chosen.Answer();
    }
}
