using System.Text.Json;
using MathNet.Numerics.Statistics;
using Sandglass.Deployment.Counting;
using Sandglass.Deployment.Onnx;
using Sandglass.Statistics;
using Sandglass.Training;

namespace Sandglass.Deployment.Latency;

/// <summary>What was timed beside each other on one machine, with all that it takes to draw it again.</summary>
/// <param name="Environment">Where.</param>
/// <param name="Protocol">How.</param>
/// <param name="Margin">The greatest difference that is none.</param>
/// <param name="Batch">Images a pass.</param>
/// <param name="Threads">Threads of an operator.</param>
/// <param name="Roofline">What the machine can do; null where nothing was predicted.</param>
/// <param name="Networks">The networks, in the order in which they were named.</param>
/// <param name="Turns">Every turn; the subject is the number of the network.</param>
internal sealed record LatencyReport(
    LatencyEnvironment Environment,
    LatencyProtocol Protocol,
    double Margin,
    int Batch,
    int Threads,
    Roofline? Roofline,
    IReadOnlyList<NetworkLatency> Networks,
    IReadOnlyList<LatencyTurn> Turns)
{
    private static readonly JsonSerializerOptions Compact = new(RunJson.Options) { WriteIndented = false };

    /// <summary>The networks in single precision in ONNX Runtime, as they are, whose time was predicted.</summary>
    internal IEnumerable<NetworkLatency> Predicted => Networks.Where(network => network is { Predicted: > 0, Precision: LatencySubject.Single, Slowdown: 0 });

    /// <summary>What tells the latencies of the networks in single precision in ONNX Runtime. Null where nothing was predicted, or of fewer than three.</summary>
    public LatencyFit? Fit()
    {
        NetworkLatency[] known = [.. Predicted];
        double[] seconds = [.. known.Select(network => network.Seconds.Mean)];
        return known.Length < 3 ? null : new LatencyFit(known.Length, Tells(network => network.Predicted!.Value), Tells(network => network.MultiplyAdds));

        LatencyTeller Tells(Func<NetworkLatency, double> by) => new(
            Correlation.Spearman(known.Select(by), seconds),
            Math.Exp(known.Select(network => Math.Log(network.Seconds.Mean / by(network))).StandardDeviation()) - 1);
    }

    /// <summary>As a file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Compact);

    /// <summary>From a file.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static LatencyReport Parse(string json) => RunJson.Parse<LatencyReport>(json);
}

/// <summary>How well two numbers tell measured latencies.</summary>
/// <param name="Networks">How many networks.</param>
/// <param name="Predicted">The roofline's time.</param>
/// <param name="MultiplyAdds">The number of multiply-adds.</param>
internal sealed record LatencyFit(int Networks, LatencyTeller Predicted, LatencyTeller MultiplyAdds);

/// <summary>How well a number tells measured latencies.</summary>
/// <param name="Rank">Spearman's rank correlation.</param>
/// <param name="Spread">How far latencies lie from a multiple of it, the same for all networks: the standard deviation on a logarithmic scale, as a share.</param>
internal sealed record LatencyTeller(double Rank, double Spread);

/// <summary>A network's latency in a runtime.</summary>
/// <param name="Network">The network.</param>
/// <param name="Runtime">One of <see cref="LatencySubject.Runtimes"/>.</param>
/// <param name="Precision">Type of its numbers.</param>
/// <param name="Slowdown">How much slower it was made, as a share.</param>
/// <param name="Width">Its width multiplier; null of a file.</param>
/// <param name="Resolution">Side of its images, pixels.</param>
/// <param name="Parameters">Its parameters, BatchNorm folded.</param>
/// <param name="MultiplyAdds">Its multiply-adds, of one image.</param>
/// <param name="Seconds">Time of a pass.</param>
/// <param name="Ratio">That over the first network's; null for the first.</param>
/// <param name="Verdict">What the ratio says; null for the first.</param>
/// <param name="Predicted">Time of a pass as the roofline has it, in ONNX Runtime; null where it was not asked.</param>
/// <param name="Operators">Its operators, where they were asked for.</param>
internal sealed record NetworkLatency(
    string Network,
    string Runtime,
    string Precision,
    double Slowdown,
    double? Width,
    int Resolution,
    long Parameters,
    long MultiplyAdds,
    Interval Seconds,
    Interval? Ratio,
    LatencyVerdict? Verdict,
    double? Predicted,
    IReadOnlyList<OperatorLatency>? Operators)
{
    /// <summary>A network's result with its counts, and the times of its operators beside the predicted ones.</summary>
    public static NetworkLatency Of(LatencySubject subject, LatencyResult result, IReadOnlyList<OperatorTime>? operators, Roofline? roofline)
    {
        var graph = subject.Model is { } model ? OnnxFile.Read(model) : null;
        var count = graph is not null ? OnnxCounter.Count(graph) : Counter.Count(subject.Plan!);
        var work = graph is null ? [] : OperatorWork.Of(graph, subject.Batch);
        var predicted = roofline is null || graph is null ? null : work.Select(roofline.Predict).ToArray();
        return new NetworkLatency(
            subject.Network,
            subject.Runtime,
            subject.Precision,
            subject.Slowdown,
            subject.Plan?.Width,
            subject.Plan?.Resolution ?? (int)graph!.Inputs[0].Shape[^1]!.Value,
            count.Parameters,
            count.MultiplyAdds,
            result.Seconds,
            result.Ratio,
            result.Verdict,
            predicted?.Sum(time => time.Seconds) * (1 + subject.Slowdown),
            operators is null ? null : [.. OperatorLatency.Of(operators, work, roofline)]);
    }
}

/// <summary>The latency of an operator in ONNX Runtime.</summary>
/// <param name="Name">The graph's node, or the runtime's own name.</param>
/// <param name="Type">What the runtime calls it.</param>
/// <param name="Seconds">Its time.</param>
/// <param name="Work">What it does; null for what the runtime adds.</param>
/// <param name="Predicted">Its time as the roofline has it; null where it is not known.</param>
internal sealed record OperatorLatency(string Name, string Type, double Seconds, OperatorWork? Work, double? Predicted)
{
    // The runtime calls what it joined by one of its parts.
    internal static IEnumerable<OperatorLatency> Of(IReadOnlyList<OperatorTime> measured, IReadOnlyList<OperatorWork> work, Roofline? roofline)
    {
        var known = work.SelectMany(one => one.Names, (one, name) => (one, name)).DistinctBy(named => named.name).ToDictionary(named => named.name, named => named.one);
        return measured.Select(time =>
        {
            var match = known.GetValueOrDefault(time.PartName) ?? known.GetValueOrDefault(time.Name);
            return new OperatorLatency(match?.Node ?? time.Name, time.Operator, time.Seconds, match, match is null ? null : roofline?.Predict(match).Seconds);
        });
    }
}
