using Sandglass.Counting;
using Sandglass.Deployment.Latency;
using Sandglass.Display.Charts;
using Sandglass.Display.Style;

namespace Sandglass.Display.Figures;

/// <summary>The figures of what networks take on a machine, and why.</summary>
internal static class LatencyFigures
{
    private static readonly SeriesStyle Equal = NullPalette.Of("Predicted as measured", LineForm.Dashed);
    private static readonly SeriesStyle Others = new("Other blocks", "#6E7781", MarkerForm.Diamond, LineForm.None);

    /// <summary>Measured latency (ms) over multiply-adds (M), and over the predicted latency; both axes logarithmic.</summary>
    /// <param name="report">A measurement with predictions.</param>
    /// <exception cref="ArgumentException">Nothing was predicted.</exception>
    public static Figure AgainstMultiplyAdds(LatencyReport report)
    {
        var networks = InOnnxRuntime(report).Where(network => network.Predicted is not null).ToArray();
        Seeds.Require(networks);
        var fit = report.Fit();
        var measured = Logarithmic("Measured (ms)", networks.SelectMany(network => new[] { Ms(network.Seconds.Low), Ms(network.Seconds.High) }));
        Panel Panel(string heading, string label, Func<NetworkLatency, double> x, params Series[] before) => new(
            heading, Logarithmic(label, networks.Select(x)), measured, [.. before, .. networks.GroupBy(StyleOf).Select(style => Points(style.Key, style, x))]);
        double[] ends = [networks.Min(network => network.Predicted!.Value), networks.Max(network => network.Predicted!.Value)];
        var equality = new Series(Equal, Spread.Bars, [.. ends.Select(seconds => new Mark(Log(Ms(seconds)), Log(Ms(seconds)), Equal.Name))]) { IsNull = true };
        return new Figure(
            "latency-predicted",
            "What tells a latency: multiply-adds, or the roofline?",
            FormattableString.Invariant($"{networks.Length} networks in ONNX Runtime, fp32, {report.Batch} image a pass, {report.Threads} thread; bars: 95 % intervals over {report.Protocol.Launches} launches. Rank correlation with the measured times: multiply-adds {fit?.MultiplyAdds.Rank:0.000}, predicted {fit?.Predicted.Rank:0.000}. A multiple of the multiply-adds is off by {100 * fit?.MultiplyAdds.Spread:0} %, one of the prediction by {100 * fit?.Predicted.Spread:0} %. {report.Environment.Processor}."),
            [
                Panel("Multiply-adds", "Multiply-adds (M)", network => network.MultiplyAdds / 1e6),
                Panel("Predicted", "Predicted by the roofline (ms)", network => Ms(network.Predicted!.Value), equality),
            ]);
    }

    /// <summary>Latency (ms) of MobileNeXt and MobileNetV2 by image size; live, a slider over the width.</summary>
    /// <param name="report">A measurement of both at some widths and sizes.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Figure OverWidth(LatencyReport report)
    {
        var networks = InOnnxRuntime(report).Where(network => network.Width is not null && StyleOf(network) != Others).ToArray();
        Seeds.Require(networks);
        double[] widths = [.. networks.Select(network => network.Width!.Value).Distinct().Order()];
        int[] sides = [.. networks.Select(network => network.Resolution).Distinct().Order()];
        var y = new Axis("Latency (ms)", 0, 1.08 * networks.Max(network => Ms(network.Seconds.High)));
        Panel Panel(double width) => new(
            FormattableString.Invariant($"Width {width}"),
            Axis.OfWords("Image side (px)", [.. sides.Select(side => FormattableString.Invariant($"{side}"))]),
            y,
            [
                .. networks.Where(network => network.Width == width).GroupBy(StyleOf).Select(style => new Series(
                    style.Key with { Line = LineForm.Solid }, Spread.Bars, [.. style.OrderBy(network => network.Resolution).Select(network => Point(network, Array.IndexOf(sides, network.Resolution), Ms))])),
            ]);
        return new Figure(
            "latency-over-width",
            "Latency of MobileNeXt and MobileNetV2",
            $"ONNX Runtime, fp32, one image a pass, one thread; bars: 95 % intervals over {report.Protocol.Launches} launches. {report.Environment.Processor}.",
            [.. widths.Select(Panel)])
        {
            Columns = 3,
            Slider = new FigureSlider("Width", [.. widths.Select(width => (FormattableString.Invariant($"{width}"), (IReadOnlyList<Panel>)[Panel(width)]))], Array.IndexOf(widths, widths.Last(width => width <= 1))),
        };
    }

    /// <summary>Time of a network's operators (ms) by stage, stacked by kind of layer: measured, and as the roofline has it.</summary>
    /// <param name="network">A network with operators and predictions.</param>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static Figure ByStage(NetworkLatency network)
    {
        var known = (network.Operators ?? []).Where(one => one is { Work: not null, Predicted: not null }).ToArray();
        Seeds.Require(known);
        var stages = known.GroupBy(one => CostFigures.Stage(one.Name)).ToArray();
        var highest = stages.Max(stage => Math.Max(stage.Sum(one => Ms(one.Seconds)), stage.Sum(one => Ms(one.Predicted!.Value))));
        return new Figure(
            $"latency-by-stage-{network.Network.Replace('@', '-').Replace('.', '-')}-{network.Precision}",
            $"{network.Network}, {network.Precision}: where the time goes",
            FormattableString.Invariant($"Measured: ONNX Runtime's profile of its operators, {Ms(known.Sum(one => one.Seconds)):0.0} ms in all. Predicted: the roofline, {Ms(known.Sum(one => one.Predicted!.Value)):0.0} ms."),
            [Panel("Measured (ms)", one => Ms(one.Seconds)), Panel("Predicted (ms)", one => Ms(one.Predicted!.Value))]);

        Panel Panel(string quantity, Func<OperatorLatency, double> time) => new(
            quantity, Axis.OfWords("Stage", [.. stages.Select(stage => stage.Key)]), new Axis(quantity, 0, 1.06 * highest), [])
        {
            Bars =
            [
                .. from kind in Kinds
                   let parts = stages.Select(stage => stage.Where(one => one.Work!.Kind == kind.Kind).Sum(time)).ToArray()
                   where parts.Any(part => part > 0)
                   select new BarSeries(kind.Name, kind.Colour, parts, [.. stages.Zip(parts, (stage, part) => FormattableString.Invariant($"{stage.Key}, {kind.Name.ToLowerInvariant()}: {part:0.###} ms"))]),
            ],
        };
    }

    /// <summary>
    /// Operators under the machine's roofline: multiply-adds a second (G) over multiply-adds for each byte, both axes logarithmic.
    /// </summary>
    /// <param name="report">A measurement with operators and a roofline.</param>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static Figure Roofline(LatencyReport report)
    {
        var operators = report.Networks.Where(network => network.Precision == LatencySubject.Single).SelectMany(
            network => network.Operators ?? [], (network, one) => (Network: network.Network, One: one)).Where(of => of.One.Work is { Kind: not null }).ToArray();
        Seeds.Require(operators);
        var roofline = report.Roofline ?? throw new ArgumentException("The measurement has no roofline; give --predict.", nameof(report));
        double Intensity(OperatorWork work) => work.MultiplyAdds / work.Bytes;
        var x = Logarithmic("Multiply-adds for each byte", operators.Select(of => Intensity(of.One.Work!)));
        double[] ends = [x.Low, x.High];
        var (slow, fast) = (roofline.Bandwidths[^1], roofline.Bandwidths[0]);
        return new Figure(
            "latency-roofline",
            "Operators under the roofline",
            $"{string.Join(" and ", operators.Select(of => of.Network).Distinct())}, fp32, in ONNX Runtime. Slanted lines: the machine's bytes, from memory and from the nearest cache; level lines: its arithmetic, by kind. {report.Environment.Processor}.",
            [
                new Panel("", x, Logarithmic("G multiply-adds a second", operators.Select(of => Rate(of.One) / 1e9).Append(roofline.Rates.Max(rate => rate.PerSecond) / 4e9)),
                [
                    Slanted("Bytes from memory", slow.PerSecond, LineForm.Dashed),
                    Slanted("Bytes from a cache", fast.PerSecond, LineForm.Dotted),
                    .. Kinds.Where(kind => kind.Kind is not null).SelectMany(kind => OfKind(kind.Kind!.Value, kind.Name, kind.Colour)),
                ]),
            ]);

        Series Slanted(string name, double bytes, LineForm line) => new(
            NullPalette.Of(name, line), Spread.Bars, [.. ends.Select(end => new Mark(end, end + Log(bytes / 1e9), FormattableString.Invariant($"{name}: {bytes / 1e9:0.0} GB/s")))])
        { IsNull = true };

        IEnumerable<Series> OfKind(ArithmeticKind kind, string name, string colour)
        {
            var own = operators.Where(of => of.One.Work!.Kind == kind).ToArray();
            if (own.Length == 0)
            {
                yield break;
            }

            var rate = roofline.Rates.First(rate => rate.Kind == kind && !rate.IsInteger).PerSecond;
            yield return new Series(new SeriesStyle($"{name}, at most", colour, MarkerForm.None, LineForm.Solid), Spread.Bars, [.. ends.Select(end => new Mark(end, Log(rate / 1e9), FormattableString.Invariant($"{name}: {rate / 1e9:0.0} G multiply-adds/s")))]) { InLegend = false };
            yield return new Series(new SeriesStyle(name, colour, MarkerOf(kind), LineForm.None), Spread.Bars, [
                .. own.Select(of => new Mark(
                    Digits.Keep(Log(Intensity(of.One.Work!))),
                    Digits.Keep(Log(Rate(of.One) / 1e9)),
                    FormattableString.Invariant($"{of.Network}, {of.One.Name}\n{Ms(of.One.Seconds):0.000} ms, predicted {Ms(of.One.Predicted ?? double.NaN):0.000}"))),
            ]);
        }
    }

    private static IReadOnlyList<(ArithmeticKind? Kind, string Name, string Colour)> Kinds { get; } =
    [
        .. LayerPalette.Kinds.Select(kind => (Kind: KindOf(kind.Type), kind.Name, kind.Colour)).Where(kind => kind.Kind is not null),
        (null, "Without weights", FamilyPalette.Grid),
    ];

    private static ArithmeticKind? KindOf(LayerType type) => type switch
    {
        LayerType.Convolution => ArithmeticKind.Convolution,
        LayerType.Depthwise => ArithmeticKind.Depthwise,
        LayerType.Pointwise => ArithmeticKind.Pointwise,
        LayerType.Linear => ArithmeticKind.Linear,
        _ => null,
    };

    private static MarkerForm MarkerOf(ArithmeticKind kind) => kind switch
    {
        ArithmeticKind.Depthwise => MarkerForm.Triangle,
        ArithmeticKind.Pointwise => MarkerForm.Circle,
        ArithmeticKind.Convolution => MarkerForm.Square,
        _ => MarkerForm.Diamond,
    };

    private static IEnumerable<NetworkLatency> InOnnxRuntime(LatencyReport report) =>
        report.Networks.Where(network => network is { Runtime: LatencySubject.Onnx, Precision: LatencySubject.Single, Slowdown: 0 });

    private static SeriesStyle StyleOf(NetworkLatency network) => network.Network.Split('@')[0] switch
    {
        "mobilenext" => FamilyPalette.For(BlockFamily.Sandglass) with { Name = "MobileNeXt", Line = LineForm.None },
        "mobilenetv2" => FamilyPalette.For(BlockFamily.InvertedResidual) with { Name = "MobileNetV2", Line = LineForm.None },
        _ => Others,
    };

    private static Series Points(SeriesStyle style, IEnumerable<NetworkLatency> networks, Func<NetworkLatency, double> x) =>
        new(style, Spread.Bars, [.. networks.Select(network => Point(network, Log(x(network)), seconds => Log(Ms(seconds))))]);

    private static Mark Point(NetworkLatency network, double x, Func<double, double> y) => new(
        Digits.Keep(x),
        Digits.Keep(y(network.Seconds.Mean)),
        Digits.Keep(y(network.Seconds.Low)),
        Digits.Keep(y(network.Seconds.High)),
        FormattableString.Invariant($"{network.Network}, {network.Resolution} px\n{network.MultiplyAdds / 1e6:0.0} M multiply-adds\n{Ms(network.Seconds.Mean):0.00} ms ({Ms(network.Seconds.Low):0.00} to {Ms(network.Seconds.High):0.00})"));

    private static Axis Logarithmic(string label, IEnumerable<double> values) => Axis.Around(label, values.Select(Log)) with { IsLogarithmic = true };

    private static double Rate(OperatorLatency one) => one.Work!.MultiplyAdds / one.Seconds;

    private static double Ms(double seconds) => 1000 * seconds;

    private static double Log(double value) => Math.Log10(value);
}
