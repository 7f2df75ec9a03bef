namespace Sandglass.Claims;

/// <summary>
/// Asks what was measured inside the networks: gradient confusion, or what a representation keeps. Neither the paper
/// nor its code measures these; both are arguments by citation there.
/// </summary>
/// <param name="Quantity">What is measured.</param>
/// <param name="First">The arm said to have less of it.</param>
/// <param name="Second">The other arm.</param>
public sealed record InsideMeasurement(InsideQuantity Quantity, string First, string Second) : ProxyMeasurement
{
    // Where measurements inside the networks enter the ledger, once there are tables of them.
    /// <inheritdoc/>
    public override ProxyAnswer Ask(RecordedOutcomes recorded) => new(
        ProxyVerdict.NotRecorded,
        "",
        $"Not recorded yet: data/studies holds no table of {(Quantity == InsideQuantity.GradientConfusion ? "gradient confusion" : "information loss")} in {First} and {Second}.");
}
