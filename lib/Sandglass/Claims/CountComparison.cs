using Sandglass.Counting;

namespace Sandglass.Claims;

/// <summary>Asks whether one network costs less than another, or no more.</summary>
/// <param name="First">The network said to cost less.</param>
/// <param name="Quantity">What is counted.</param>
/// <param name="Second">The other.</param>
/// <param name="AllowsEqual">Whether as much is also meant.</param>
public sealed record CountComparison(CountedNetwork First, CountQuantity Quantity, CountedNetwork Second, bool AllowsEqual)
    : ArithmeticMeasurement
{
    /// <inheritdoc/>
    public override ArithmeticFinding Decide(Claim claim)
    {
        var (first, second) = (Quantity.In(Counter.Count(First.Plan())), Quantity.In(Counter.Count(Second.Plan())));
        return new ArithmeticFinding(
            first < second || (AllowsEqual && first == second),
            $"{MillionsText.Of(first)} against {MillionsText.Of(second)}",
            $"{First} has {MillionsText.SignedPercent(((double)first / second) - 1)} {Quantity.Words()} against {Second}.");
    }
}
