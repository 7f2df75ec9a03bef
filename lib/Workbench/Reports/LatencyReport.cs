using Sandglass.Deployment.Latency;
using Sandglass.Deployment.Onnx;
using Sandglass.Statistics;
using Sandglass.Training;

namespace Workbench.Reports;

/// <summary>What <c>workbench latency</c> measured, as <c>--json</c> prints it.</summary>
internal sealed record LatencyReport(
    LatencyEnvironment Environment, LatencyProtocol Protocol, double Margin, int Batch, int Threads, Roofline? Roofline, IReadOnlyList<LatencyReport.Row> Rows, IReadOnlyList<LatencyTurn> Turns)
{
    /// <summary>A network in a runtime.</summary>
    internal sealed record Row(
        string Network, string Runtime, string Precision, double Slowdown, Interval Seconds, Interval? Ratio, LatencyVerdict? Verdict, double? Predicted, IReadOnlyList<Operator>? Operators);

    /// <summary>An operator: as it was measured, as it was predicted, or both.</summary>
    internal sealed record Operator(string Name, string Type, double? Seconds, double? Predicted, double? MultiplyAdds, double? Bytes);

    internal static Row RowOf(LatencySubject subject, LatencyResult result, IReadOnlyList<OperatorTime>? operators, Roofline? roofline)
    {
        var predicted = roofline is not null && subject.Model is { } model ? roofline.Predict(OnnxFile.Read(model), subject.Batch, subject.Resolution) : null;
        return new Row(
            subject.Network,
            subject.Runtime,
            subject.Precision,
            subject.Slowdown,
            result.Seconds,
            result.Ratio,
            result.Verdict,
            predicted?.Sum(time => time.Seconds) * (1 + subject.Slowdown),
            operators is null ? null : [.. Joined(operators, predicted ?? [])]);
    }

    internal void Write(TextWriter output) => output.Write(RunJson.Text(this));

    // The runtime calls what it joined by one of its parts, and adds an ending of its own.
    private static IEnumerable<Operator> Joined(IReadOnlyList<OperatorTime> measured, IReadOnlyList<PredictedTime> predicted)
    {
        var known = predicted.SelectMany(time => time.Work.Names, (time, name) => (time, name)).DistinctBy(named => named.name).ToDictionary(named => named.name, named => named.time);
        foreach (var time in measured)
        {
            var match = known.GetValueOrDefault(time.PartName) ?? known.GetValueOrDefault(time.Name);
            yield return new Operator(match?.Work.Node ?? time.Name, time.Operator, time.Seconds, match?.Seconds, match?.Work.MultiplyAdds, match?.Work.Bytes);
        }
    }
}
