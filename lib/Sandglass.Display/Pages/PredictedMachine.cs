using System.Text.Json.Nodes;
using MathNet.Numerics.Statistics;
using Sandglass.Deployment.Latency;
using WholeFiles;

namespace Sandglass.Display.Pages;

/// <summary>A machine whose latencies a page predicts, in words and as numbers.</summary>
/// <param name="Roofline">What it can do.</param>
/// <param name="How">Which machine, and how it is predicted.</param>
/// <param name="Uncertainty">How far predictions were from measurements there.</param>
internal sealed record PredictedMachine(Roofline Roofline, string How, string Uncertainty)
{
    private const long MostBytes = 1L << 24;

    private static readonly ArithmeticKind[] Kinds = [ArithmeticKind.Pointwise, ArithmeticKind.Depthwise, ArithmeticKind.Convolution];

    /// <summary>The machine whose latencies are recorded in the repository.</summary>
    /// <exception cref="WorkbenchException">The record is missing or damaged.</exception>
    public static PredictedMachine Recorded() => Of(LatencyRecord.Read(LatencyRecord.Variants), $"data/latency/{LatencyRecord.Variants}");

    /// <summary>The machine of a measurement that is kept in a file.</summary>
    /// <param name="file">What <c>workbench latency --predict --json</c> printed.</param>
    /// <exception cref="IOException">It is missing, too long or not a regular file.</exception>
    /// <exception cref="WorkbenchException">It is something else, or has no roofline.</exception>
    public static PredictedMachine Read(string file) => Parse(BoundedFile.ReadText(file, MostBytes), file);

    internal static PredictedMachine Parse(string json, string source)
    {
        var report = Damage.Typed(
            () => LatencyReport.Parse(json),
            (fault, cause) => new WorkbenchException($"{source} is not what 'workbench latency NETWORK --predict --json' prints ({fault}); write it again", cause));
        return Of(report, source);
    }

    /// <summary>The machine of a measurement.</summary>
    /// <param name="report">The measurement.</param>
    /// <param name="source">Its file.</param>
    /// <exception cref="WorkbenchException">It has no roofline, or one with a number that no machine has.</exception>
    internal static PredictedMachine Of(LatencyReport report, string source)
    {
        if (report.Roofline is not { } roofline || !IsWhole(roofline))
        {
            throw new WorkbenchException($"{source} has no whole roofline; measure one with 'workbench latency mobilenext --predict --json'");
        }

        var where = report.Environment;
        return new PredictedMachine(
            roofline,
            Quoted.Line($"Latencies are those of one machine, predicted from its roofline: {where.Processor}, {where.Vectors}, ONNX Runtime {where.OnnxRuntime}, {(report.Threads == 1 ? "one thread" : $"{report.Threads} threads")}, one image, single precision, BatchNorm folded ({source}). An operator takes the time to start, the longer of its arithmetic and its bytes, and its activation; a block takes the sum."),
            Errors(report));
    }

    /// <summary>The roofline as the page computes with it.</summary>
    public JsonObject ToJson() => new()
    {
        ["rates"] = new JsonObject(Kinds.Select(kind => KeyValuePair.Create(
            kind.ToString().ToLowerInvariant(),
            (JsonNode?)new JsonObject { ["perSecond"] = Rate(Roofline, kind)!.PerSecond, ["start"] = Rate(Roofline, kind)!.Start }))),
        ["activatedPerSecond"] = Roofline.ActivatedPerSecond,
        ["start"] = Roofline.Start,
        ["bandwidths"] = new JsonArray([.. Roofline.Bandwidths.Select(known => (JsonNode)new JsonObject { ["bytes"] = known.Bytes, ["perSecond"] = known.PerSecond })]),
    };

    private static string Errors(LatencyReport report)
    {
        double[] ratios = [.. report.Predicted.Select(network => network.Seconds.Mean / network.Predicted!.Value)];
        return ratios.Length switch
        {
            0 => "Latency is predicted, and nobody measured how far from the truth.",
            _ => FormattableString.Invariant($"Latency is predicted: {ratios.Length} whole {(ratios.Length == 1 ? "network" : "networks")} took {ratios.Min():0.00} to {ratios.Max():0.00} times the predicted time (median {ratios.Median():0.00}); single blocks were not timed."),
        };
    }

    private static ArithmeticRate? Rate(Roofline roofline, ArithmeticKind kind) => roofline.Rates.FirstOrDefault(rate => rate is { IsInteger: false } && rate.Kind == kind);

    private static bool IsWhole(Roofline roofline) =>
        Kinds.All(kind => Rate(roofline, kind) is { } rate && IsRate(rate.PerSecond) && IsTime(rate.Start))
        && IsRate(roofline.ActivatedPerSecond) && IsTime(roofline.Start) && roofline.Bandwidths.Count > 0
        && roofline.Bandwidths.All(known => known is not null && IsRate(known.Bytes) && IsRate(known.PerSecond))
        && roofline.Bandwidths.Zip(roofline.Bandwidths.Skip(1)).All(pair => pair.First.Bytes < pair.Second.Bytes);

    private static bool IsRate(double value) => double.IsFinite(value) && value > 0;

    private static bool IsTime(double value) => double.IsFinite(value) && value >= 0;
}
