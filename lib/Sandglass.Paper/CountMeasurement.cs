using System.Globalization;

namespace Sandglass.Paper;

/// <summary>What is counted of a network.</summary>
internal enum CountQuantity
{
    /// <summary>Trainable parameters.</summary>
    Parameters,

    /// <summary>Multiply-adds of convolutions and linear layers.</summary>
    MultiplyAdds,
}

/// <summary>Takes a quantity out of a count.</summary>
internal static class CountQuantities
{
    public static long Of(this CountQuantity quantity, CountedNetwork network)
    {
        var count = Counter.Count(network.Plan());
        return quantity == CountQuantity.Parameters ? count.Parameters : count.MultiplyAdds;
    }

    public static string Words(this CountQuantity quantity) =>
        quantity == CountQuantity.Parameters ? "parameters" : "multiply-adds";
}

/// <summary>Holds a printed number of millions beside a count.</summary>
/// <param name="Of">The network.</param>
/// <param name="Quantity">What is counted of it.</param>
internal sealed record CountMeasurement(CountedNetwork Of, CountQuantity Quantity) : ArithmeticMeasurement
{
    /// <inheritdoc/>
    public override ArithmeticFinding Decide(Claim claim)
    {
        var printed = PrintedNumber.Find(claim.Published) ?? throw new WorkbenchException(
            $"claim {claim.Id}: '{claim.Published}' is not a number of millions such as 3.5M, so a count cannot decide it");
        var count = Quantity.Of(Of);
        return new ArithmeticFinding(
            printed.IsRounded(count) || printed.IsCutOff(count),
            NumberText.Millions(count),
            $"{Of} has {count.ToString("N0", CultureInfo.InvariantCulture)} {Quantity.Words()}: {Explain(claim, printed, count)}.");
    }

    private string Explain(Claim claim, PrintedNumber printed, long count)
    {
        var off = $"{NumberText.SignedPercent(printed.Difference(count))} against {printed}";
        return Explained(claim, printed) switch
        {
            { Kind: ExplanationKind.Rounding } => $"rounded, {printed}",
            { Kind: ExplanationKind.CutOff } => $"its further digits cut off, {printed}",
            { Kind: ExplanationKind.Resolution, Resolution: { } pixels } => string.Create(CultureInfo.InvariantCulture, $"{off}, which fits images of {pixels} pixels"),
            { Kind: ExplanationKind.ConventionHereOnly or ExplanationKind.Convention, Conventions: var conventions } => $"{off}, which {string.Join(" or ", conventions)} would give for this figure",
            _ => $"{off}, and no other way of counting tried here gives it",
        };
    }

    private Explanation? Explained(Claim claim, PrintedNumber printed) => Quantity == CountQuantity.Parameters
        ? Explanation.OfParameters(new PublishedFigure(Of.Network, Of.Width, printed, null, claim.Place, claim.Mark))
        : Explanation.OfMultiplyAdds(new PublishedFigure(Of.Network, Of.Width, null, printed, claim.Place, claim.Mark));
}

/// <summary>Asks whether one network costs less than another, or no more.</summary>
/// <param name="First">The network said to cost less.</param>
/// <param name="Quantity">What is counted.</param>
/// <param name="Second">The other.</param>
/// <param name="AllowsEqual">Whether as much is also meant.</param>
internal sealed record CountComparison(CountedNetwork First, CountQuantity Quantity, CountedNetwork Second, bool AllowsEqual)
    : ArithmeticMeasurement
{
    /// <inheritdoc/>
    public override ArithmeticFinding Decide(Claim claim)
    {
        var (first, second) = (Quantity.Of(First), Quantity.Of(Second));
        return new ArithmeticFinding(
            first < second || (AllowsEqual && first == second),
            $"{NumberText.Millions(first)} against {NumberText.Millions(second)}",
            $"{First} has {NumberText.SignedPercent(((double)first / second) - 1)} {Quantity.Words()} against {Second}.");
    }
}
