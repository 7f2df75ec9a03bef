namespace Sandglass.Paper;

/// <summary>Arithmetic that decides a claim: the same on every machine.</summary>
internal abstract record ArithmeticMeasurement
{
    /// <summary>Decides a claim.</summary>
    /// <param name="claim">The claim whose measurement this is.</param>
    /// <exception cref="WorkbenchException">The claim's published value is not what this measures.</exception>
    public abstract ArithmeticFinding Decide(Claim claim);
}

/// <summary>What arithmetic found.</summary>
/// <param name="Holds">Whether the claim holds.</param>
/// <param name="Ours">Our own value, with its unit.</param>
/// <param name="Why">How the verdict follows, one sentence.</param>
internal sealed record ArithmeticFinding(bool Holds, string Ours, string Why);
