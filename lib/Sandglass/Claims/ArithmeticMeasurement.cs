namespace Sandglass.Claims;

/// <summary>Arithmetic that decides a claim: the same on every machine.</summary>
public abstract record ArithmeticMeasurement
{
    /// <summary>Decides a claim.</summary>
    /// <param name="claim">The claim whose measurement this is.</param>
    /// <exception cref="WorkbenchException">The claim's published value is not what this measures.</exception>
    public abstract ArithmeticFinding Decide(Claim claim);
}
