namespace Sandglass.Deployment.Quantization;

/// <summary>How often an activation had which values: counts of equal bins between its smallest and its largest number.</summary>
/// <param name="Least">Smallest number.</param>
/// <param name="Most">Largest number.</param>
/// <param name="Counts">Counts of the bins.</param>
internal sealed record ValueHistogram(double Least, double Most, IReadOnlyList<double> Counts)
{
    /// <summary>Bins of a histogram.</summary>
    internal const int Bins = 2048;

    private const double LeftOut = 1e-4;
    private const int Candidates = 80;

    /// <summary>The steps that a rule gives.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="bits">Bits.</param>
    internal QuantizationSteps Steps(RangeRule rule, int bits) => rule switch
    {
        RangeRule.MinimumMaximum => QuantizationSteps.OfRange(Least, Most, bits),
        RangeRule.Percentile => QuantizationSteps.OfRange(Quantile(LeftOut / 2), Quantile(1 - (LeftOut / 2)), bits),
        RangeRule.MeanSquaredError => Best(bits, SquaredError),
        RangeRule.Entropy => Best(bits, Divergence),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "unknown rule"),
    };

    private double Width => (Most - Least) / Counts.Count;

    private double Middle(int bin) => Least + ((bin + 0.5) * Width);

    // The edge below which a share of the values lies.
    private double Quantile(double share)
    {
        var (wanted, sum) = (share * Counts.Sum(), 0.0);
        for (var i = 0; i < Counts.Count; i++)
        {
            sum += Counts[i];
            if (sum >= wanted)
            {
                return share < 0.5 ? Least + (i * Width) : Least + ((i + 1) * Width);
            }
        }

        return Most;
    }

    // Ranges that shrink towards 0, down to a fifth.
    private QuantizationSteps Best(int bits, Func<QuantizationSteps, double> cost) => Enumerable.Range(0, Candidates + 1)
        .Select(i => 1 - (i / (double)(Candidates + 20)))
        .Select(share => QuantizationSteps.OfRange(Least * share, Most * share, bits))
        .MinBy(cost);

    private double SquaredError(QuantizationSteps steps)
    {
        var sum = 0.0;
        for (var i = 0; i < Counts.Count; i++)
        {
            var error = steps.Rounded(Middle(i)) - Middle(i);
            sum += Counts[i] * error * error;
        }

        return sum;
    }

    // Kullback–Leibler, from what is clipped into the range to what the steps can tell of it: within a step the values
    // that occurred are equally likely.
    private double Divergence(QuantizationSteps steps)
    {
        var first = Math.Clamp((int)Math.Floor((steps.Least - Least) / Width), 0, Counts.Count - 1);
        var last = Math.Clamp((int)Math.Ceiling((steps.Greatest - Least) / Width) - 1, first, Counts.Count - 1);
        var clipped = Counts.Skip(first).Take(last - first + 1).ToArray();
        var inside = (double[])clipped.Clone();
        clipped[0] += Counts.Take(first).Sum();
        clipped[^1] += Counts.Skip(last + 1).Sum();
        var (mass, levels) = (new Dictionary<double, (double Sum, int Bins)>(), new double[clipped.Length]);
        for (var i = 0; i < clipped.Length; i++)
        {
            levels[i] = steps.Rounded(Middle(first + i));
            var (sum, bins) = mass.GetValueOrDefault(levels[i]);
            mass[levels[i]] = (sum + inside[i], bins + (clipped[i] > 0 ? 1 : 0));
        }

        var (total, kept, divergence) = (clipped.Sum(), inside.Sum(), 0.0);
        for (var i = 0; i < clipped.Length; i++)
        {
            if (clipped[i] > 0)
            {
                var (sum, bins) = mass[levels[i]];
                var expected = Math.Max(sum / bins / kept, 1e-12);
                divergence += clipped[i] / total * Math.Log(clipped[i] / total / expected);
            }
        }

        return divergence;
    }
}
