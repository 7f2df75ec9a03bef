using System.Globalization;
using Sandglass.Deployment.Latency;
using Sandglass.Statistics;

namespace Sandglass.Paper;

/// <summary>
/// Asks the recorded latencies whether one network is not slower than another in single precision, on the processor of the record: supported
/// where the interval of the ratio lies below equality and the margin above it, contradicted where it lies above equality and not so.
/// </summary>
/// <param name="First">The network said not to be slower, by its name in the catalogue.</param>
/// <param name="Second">The other one.</param>
internal sealed record LatencyMeasurement(string First, string Second) : ProxyMeasurement
{
    private const string Missing = $"data/latency holds no {LatencyRecord.Operators}";

    /// <inheritdoc/>
    public override ProxyAnswer Ask(RecordedOutcomes recorded)
    {
        if (recorded.Latency is not { } report)
        {
            return new ProxyAnswer(ProxyVerdict.NotRecorded, "", $"Not recorded yet: {Missing}.");
        }

        var ratio = Ratio(report);
        return new ProxyAnswer(
            Judge(ratio, report.Margin),
            string.Create(CultureInfo.InvariantCulture, $"latency: {Times(ratio.Mean)} times as long ({Times(ratio.Low)} to {Times(ratio.High)}, {report.Protocol.Launches} launches)"),
            string.Create(CultureInfo.InvariantCulture, $"{First} over {Second} in ONNX Runtime on {report.Environment.Processor}, fp32, {report.Threads} thread; the margin is {100 * report.Margin:0.#} %."));
    }

    /// <inheritdoc/>
    public override ProxyChange WhatWouldChange(RecordedOutcomes recorded)
    {
        var sentence = $"latency: {First} <= {Second}";
        if (recorded.Latency is not { } report)
        {
            return new ProxyChange(sentence, ProxyVerdict.NotRecorded, "", Missing, 0, null);
        }

        // The larger the ratio, the less is supported: ranges go from low differences, which contradict, to high ones.
        var ratio = Ratio(report);
        var ranges = VerdictRange.Of(less => Judge(Moved(ratio, 1 - less), report.Margin), reach: 0.5);
        return new ProxyChange(
            sentence,
            Judge(ratio, report.Margin),
            $"{Times(ratio.Mean)} times",
            VerdictRange.Words(ranges, 1 - ratio.Mean, less => $"{Times(1 - less)} times"),
            0,
            null);
    }

    private static Interval Moved(Interval ratio, double mean) => ratio with { Mean = mean, Low = mean * ratio.Low / ratio.Mean, High = mean * ratio.High / ratio.Mean };

    private static ProxyVerdict Judge(Interval ratio, double margin) =>
        ratio.High <= 1 + margin ? ProxyVerdict.Supported : ratio.Low > 1 ? ProxyVerdict.Contradicted : ProxyVerdict.Undecided;

    // First over second, launch by launch: either may be the one that all were compared with.
    private Interval Ratio(LatencyReport report)
    {
        int[] places = [Place(report, First), Place(report, Second)];
        LatencyTurn[] turns = [.. report.Turns.Where(turn => places.Contains(turn.Subject)).Select(turn => turn with { Subject = turn.Subject == places[1] ? 0 : 1 })];
        return LatencyResult.Of(turns, report.Margin)[1].Ratio!;
    }

    private static int Place(LatencyReport report, string network) =>
        report.Networks.Index().Where(known => known.Item is { Precision: LatencySubject.Single, Slowdown: 0 } && known.Item.Network.Split('-', '@')[0] == network)
            .Select(known => (int?)known.Index).FirstOrDefault()
        ?? throw new WorkbenchException($"data/latency/{LatencyRecord.Operators} holds no {network} in single precision; correct data/paper/claims.csv or record it again");

    private static string Times(double ratio) => ratio.ToString("0.000", CultureInfo.InvariantCulture);
}
