namespace Sandglass.Tests.Counting;

/// <summary>A network and what it is known to cost at 224 × 224 pixels and 1000 classes.</summary>
/// <param name="Name">Shown as the test's name.</param>
/// <param name="Plan">The network.</param>
/// <param name="Parameters">Trainable parameters, exact.</param>
/// <param name="MultiplyAdds">As printed: all digits, or millions with two decimals.</param>
public sealed record GoldenCount(string Name, NetworkPlan Plan, long Parameters, string MultiplyAdds)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
