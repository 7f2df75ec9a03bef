using System.Globalization;
using Sandglass.Counting;

namespace Sandglass.Claims;

/// <summary>Holds a printed number of millions beside a count.</summary>
/// <param name="Of">The network.</param>
/// <param name="Quantity">What is counted of it.</param>
public sealed record CountMeasurement(CountedNetwork Of, CountQuantity Quantity) : ArithmeticMeasurement
{
    /// <inheritdoc/>
    public override ArithmeticFinding Decide(Claim claim)
    {
        var printed = PrintedMillions.Parse(claim);
        var count = Quantity.In(Counter.Count(Of.Plan()));
        var holds = printed.IsRounded(count) || printed.IsCutOff(count);
        return new ArithmeticFinding(holds, MillionsText.Of(count), $"{Of} has {count.ToString("N0", CultureInfo.InvariantCulture)} {Quantity.Words()}: {Explain(claim, printed, count)}.");
    }

    private string Explain(Claim claim, PrintedNumber printed, long count)
    {
        if (printed.IsRounded(count))
        {
            return $"rounded, {printed}";
        }

        if (printed.IsCutOff(count))
        {
            return $"its further digits cut off, {printed}";
        }

        var off = MillionsText.SignedPercent(printed.Difference(count));
        return Explained(claim, printed) switch
        {
            { Kind: ExplanationKind.Resolution, Resolution: { } pixels } => string.Create(CultureInfo.InvariantCulture, $"{off} against {printed}, which fits images of {pixels} pixels"),
            { Kind: ExplanationKind.ConventionHereOnly or ExplanationKind.Convention, Conventions: var conventions } => $"{off} against {printed}, which {string.Join(" or ", conventions)} would give for this figure",
            _ => $"{off} against {printed}, and no other way of counting tried here gives it",
        };
    }

    private Explanation? Explained(Claim claim, PrintedNumber printed) => Quantity == CountQuantity.Parameters
        ? Explanation.OfParameters(new PublishedFigure(Of.Network, Of.Width, printed, null, claim.Place, claim.Mark))
        : Explanation.OfMultiplyAdds(new PublishedFigure(Of.Network, Of.Width, null, printed, claim.Place, claim.Mark));
}
