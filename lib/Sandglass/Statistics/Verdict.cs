namespace Sandglass.Statistics;

/// <summary>What a planned comparison of two arms came to.</summary>
public enum Verdict
{
    /// <summary>Neither a difference nor equivalence was shown: more seeds are needed.</summary>
    Undecided,

    /// <summary>The first is better.</summary>
    Ahead,

    /// <summary>The first is worse.</summary>
    Behind,

    /// <summary>The difference is smaller than the margin, whichever sign it has.</summary>
    Equivalent,
}
