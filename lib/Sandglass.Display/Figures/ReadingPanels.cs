using Sandglass.Display.Charts;
using Sandglass.Display.Style;
using Sandglass.Statistics;

namespace Sandglass.Display.Figures;

/// <summary>Panels of values over seeds, one a group, layers from behind to before: lines of means with their t intervals.</summary>
internal sealed record ReadingPanels(IReadOnlyList<ReadingLayer> Layers, Axis X, string YLabel)
{
    // So that a null at the greatest value does not lie on the frame.
    private const double Room = 0.05;

    /// <summary>The least value that means anything.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value that means anything.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>How intervals are drawn.</summary>
    public Spread Spread { get; init; } = Spread.Band;

    /// <summary>Says where a value stands: an epoch, a block.</summary>
    public required Func<int, string> Where { get; init; }

    /// <summary>The panels, all on one scale, a heading before the name of each group.</summary>
    public IReadOnlyList<Panel> Build(string heading = "Budget ")
    {
        var groups = Layers.SelectMany(layer => layer.Readings).Select(r => r.Group).Distinct().ToArray();
        var series = groups.ToDictionary(group => group, group => Layers.SelectMany(layer => SeriesOf(layer, group)).ToArray());
        var marks = series.Values.SelectMany(s => s).SelectMany(s => s.Marks.SelectMany(m => new[] { m.Y, m.Low, m.High }));
        var y = Axis.Around(YLabel, marks, least: Least, most: Most + (Room * Math.Abs(Most)));
        return [.. groups.Select(group => new Panel(heading + group, X, y, series[group]))];
    }

    private IEnumerable<Series> SeriesOf(ReadingLayer layer, string group)
    {
        var readings = layer.Readings.Where(r => r.Group == group && double.IsFinite(r.Y));
        if (layer.Common is { } style)
        {
            var marks = Marks(readings, style.Name, hasSpread: false);
            return marks.Length == 0 ? [] : [new Series(style, Spread.Band, marks) { IsNull = true }];
        }

        return readings.GroupBy(r => r.Style).Select(line => layer.NullName is { } what
            ? Series.NullOf(line.Key, what, Spread, Marks(line, $"{line.Key.Name}, {what}", hasSpread: false))
            : new Series(line.Key, Spread, Marks(line, line.Key.Name, hasSpread: true)));
    }

    private Mark[] Marks(IEnumerable<Reading> readings, string name, bool hasSpread) =>
    [
        .. from reading in readings
           group reading by reading.Key into place
           orderby place.Key
           let interval = TInterval.OfMean([.. place.Select(r => r.Y)])
           let isShown = hasSpread && double.IsFinite(interval.Low)
           select new Mark(
               Digits.Keep(place.Average(r => r.X)),
               Digits.Keep(interval.Mean),
               isShown ? Digits.Keep(Math.Max(Least, interval.Low)) : double.NaN,
               isShown ? Digits.Keep(Math.Min(Most, interval.High)) : double.NaN,
               hasSpread ? Remark(name, place.Key, interval, place.Count()) : ""),
    ];

    private string Remark(string name, int place, Interval interval, int seeds) =>
        FormattableString.Invariant($"{name}, {Where(place)}\n{interval.Mean:0.###}")
        + (double.IsFinite(interval.Low) ? FormattableString.Invariant($" ({interval.Low:0.###} to {interval.High:0.###}, {seeds} seeds)") : "");
}

/// <summary>A value that a run of a study gave: a part of the line of its style. The key is what values of several seeds share: an
/// epoch, the number of a block.</summary>
internal sealed record Reading(string Group, SeriesStyle Style, int Key, double X, double Y);

/// <summary>What one layer of a figure shows: lines, or a null beside them.</summary>
internal sealed record ReadingLayer(IReadOnlyList<Reading> Readings)
{
    /// <summary>How a null looks that is the same for all lines; null for a line a style.</summary>
    public SeriesStyle? Common { get; init; }

    /// <summary>What the lines are held against, where each has a null of its own, thin and pale.</summary>
    public string? NullName { get; init; }
}
