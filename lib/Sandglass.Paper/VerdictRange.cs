namespace Sandglass.Paper;

/// <summary>A verdict on a sentence, and the mean differences for which the rule gives it.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="From">The lowest of them; negative infinity for the first range.</param>
/// <param name="To">The highest of them; positive infinity for the last range.</param>
internal sealed record VerdictRange(ProxyVerdict Verdict, double From, double To)
{
    private const int Steps = 400;
    private const int Halvings = 40;
    private const double Resolution = 1e-9;
    private const int MostDoublings = 60;

    /// <summary>
    /// The ranges of a rule from the lowest difference to the highest, found by asking the rule and nothing else. It contradicts
    /// what is low enough and supports what is high enough. A range narrower than a 400th of what lies between may be missed where the
    /// same verdict stands on both of its sides; one narrower than 1e-9 of it is rounding, and none.
    /// </summary>
    /// <param name="rule">The verdict at a mean difference.</param>
    /// <param name="reach">How far from zero the search begins, positive; it is doubled until it has both ends.</param>
    public static IReadOnlyList<VerdictRange> Of(Func<double, ProxyVerdict> rule, double reach)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(reach);
        var end = Enumerable.Range(0, MostDoublings).Select(i => Math.ScaleB(reach, i))
            .First(end => rule(-end) == ProxyVerdict.Contradicted && rule(end) == ProxyVerdict.Supported);
        var resolution = end * Resolution;
        List<VerdictRange> ranges = [];
        var (from, last, verdict) = (double.NegativeInfinity, -end, ProxyVerdict.Contradicted);
        for (var step = 1; step <= Steps; step++)
        {
            var at = end * ((2.0 * step / Steps) - 1);
            // Between two steps the verdict may change more than once, as where two conditions of the rule almost meet.
            while (last < at && rule(at) != verdict)
            {
                var border = Border(rule, last, at);
                last = border + resolution;
                if (rule(last) is var next && next != verdict)
                {
                    ranges.Add(new VerdictRange(verdict, from, border));
                    (from, verdict) = (border, next);
                }
            }

            last = Math.Max(last, at);
        }

        return [.. ranges, new VerdictRange(verdict, from, double.PositiveInfinity)];
    }

    /// <summary>The ranges of other verdicts than that of a difference, in words: <c>supported from +0.45 on; contradicted below −0.12</c>.</summary>
    /// <param name="ranges">All ranges.</param>
    /// <param name="now">The difference.</param>
    /// <param name="signed">Writes a difference.</param>
    public static string Words(IReadOnlyList<VerdictRange> ranges, double now, Func<double, string> signed) => string.Join("; ", ranges
        .Where(range => now < range.From || now > range.To)
        .OrderBy(range => now < range.From ? range.From - now : now - range.To)
        .Select(range => $"{range.Verdict.ToString().ToLowerInvariant()} " + (range switch
        {
            { To: double.PositiveInfinity } => $"from {signed(range.From)} on",
            { From: double.NegativeInfinity } => $"below {signed(range.To)}",
            _ => $"from {signed(range.From)} to {signed(range.To)}",
        })));

    // The lowest difference that was found with another verdict than the low one's; the high one's verdict is another.
    private static double Border(Func<double, ProxyVerdict> rule, double low, double high)
    {
        var verdict = rule(low);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = rule(middle) == verdict ? (middle, high) : (low, middle);
        }

        return high;
    }
}
