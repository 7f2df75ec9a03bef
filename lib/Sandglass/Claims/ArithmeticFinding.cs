namespace Sandglass.Claims;

/// <summary>What arithmetic found.</summary>
/// <param name="Holds">Whether the claim holds.</param>
/// <param name="Ours">Our own value, with its unit.</param>
/// <param name="Why">How the verdict follows, one sentence.</param>
public sealed record ArithmeticFinding(bool Holds, string Ours, string Why);
