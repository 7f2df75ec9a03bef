namespace Sandglass.Statistics;

/// <summary>Tests with which another one is corrected; equal to others where each test is, so that what holds them stays a value.</summary>
/// <param name="Tests">The tests.</param>
internal sealed record CorrectedTogether(IReadOnlyList<PairedTest> Tests)
{
    /// <inheritdoc/>
    public bool Equals(CorrectedTogether? other) => other is not null && Tests.SequenceEqual(other.Tests);

    /// <inheritdoc/>
    public override int GetHashCode() => Tests.Aggregate(0, HashCode.Combine);
}
