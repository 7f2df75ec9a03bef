namespace Sandglass.Detection.Metric;

/// <summary>
/// How a detector's precision falls as its recall grows, as detections of lower score are admitted. Ignored detections
/// are not points of the curve: they would repeat the point before them.
/// </summary>
public sealed class PrecisionRecall
{
    private const int Elevenths = 10;

    private readonly int[] _found;

    internal PrecisionRecall(int objects, IReadOnlyList<(float Score, bool Found)> surestFirst)
    {
        (Objects, _found) = (objects, new int[surestFirst.Count]);
        for (var i = 0; i < surestFirst.Count; i++)
        {
            _found[i] = (i == 0 ? 0 : _found[i - 1]) + (surestFirst[i].Found ? 1 : 0);
        }
        Recall = [.. _found.Select(found => (double)found / objects)];
        Precision = [.. _found.Select((found, i) => (double)found / (i + 1))];
        Score = [.. surestFirst.Select(detection => (double)detection.Score)];
    }

    /// <summary>Objects to be found: those that are not difficult.</summary>
    public int Objects { get; }

    /// <summary>Share of the objects found, point by point, never falling; not a number where there is no object.</summary>
    public IReadOnlyList<double> Recall { get; }

    /// <summary>Share of the detections that found one, point by point.</summary>
    public IReadOnlyList<double> Precision { get; }

    /// <summary>Lowest score admitted at this point, never rising.</summary>
    public IReadOnlyList<double> Score { get; }

    /// <summary>
    /// Average precision as VOC took it until 2009: the mean over recall 0, 0.1 … 1 of the best precision at that recall
    /// or above. Whether a recall reaches a tenth is decided in whole numbers, where floating point would lose 3 of 10.
    /// </summary>
    /// <returns>In [0, 1]; not a number where there is no object.</returns>
    public double ElevenPoint()
    {
        if (Objects == 0)
        {
            return double.NaN;
        }
        var sum = 0.0;
        for (var tenth = 0; tenth <= Elevenths; tenth++)
        {
            sum += Best(found => (long)Elevenths * found >= (long)tenth * Objects);
        }
        return sum / (Elevenths + 1);
    }

    /// <summary>
    /// Average precision as VOC takes it since 2010: the area under the curve, after each precision has been raised to the
    /// best at its recall or above.
    /// </summary>
    /// <returns>In [0, 1]; not a number where there is no object.</returns>
    public double Area()
    {
        if (Objects == 0)
        {
            return double.NaN;
        }
        var (area, best) = (0.0, 0.0);
        for (var i = _found.Length - 1; i >= 0; i--)
        {
            best = Math.Max(best, Precision[i]);
            var before = i == 0 ? 0 : _found[i - 1];
            area += best * (_found[i] - before) / Objects;
        }
        return area;
    }

    /// <summary>The best precision at this recall or above; 0 where the detector never gets there.</summary>
    /// <param name="recall">Share of the objects, in [0, 1].</param>
    public double BestPrecisionFrom(double recall) => Best(found => found >= recall * Objects);

    private double Best(Func<int, bool> isFarEnough)
    {
        var best = 0.0;
        for (var i = _found.Length - 1; i >= 0 && isFarEnough(_found[i]); i--)
        {
            best = Math.Max(best, Precision[i]);
        }
        return best;
    }
}
