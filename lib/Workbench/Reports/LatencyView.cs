using System.Globalization;
using Sandglass;
using Sandglass.Deployment.Latency;
using Sandglass.Display;
using static Workbench.Reports.Wording;

namespace Workbench.Reports;

/// <summary>What <c>workbench latency</c> prints.</summary>
internal static class LatencyView
{
    internal static void Write(TextWriter output, LatencyReport report, double? planted)
    {
        foreach (var line in report.Environment.Lines())
        {
            output.WriteLine(line);
        }

        output.WriteLine($"{Counted(report.Batch, "image")} a pass, {Counted(report.Threads, "thread")}; {report.Protocol.Launches} launches of {Counted(report.Protocol.Rounds, "round")}");
        output.WriteLine();
        (Table.Of(
            ["Network", "Runtime", "Type", "#ms", "#95 % interval", "#Times\nthe first", "#95 % interval", "Verdict", "#Predicted\nms"],
            report.Networks.Select(Cells)) with
        {
            Legend = FormattableString.Invariant($"Faster, slower, same (within {100 * report.Margin:0.#} %) or undecided, by the interval over launches. Times are those of this machine: a phone's are others."),
        }).WithoutEmptyColumns().Write(output);
        foreach (var row in report.Networks.Where(row => row.Operators is not null))
        {
            output.WriteLine();
            WriteOperators(output, row);
        }

        if (report.Roofline is { } roofline)
        {
            output.WriteLine();
            WriteRoofline(output, roofline);
        }

        if (report.Fit() is { } fit)
        {
            output.WriteLine(FormattableString.Invariant($"What tells the measured times of {fit.Networks} networks in fp32: predicted times (rank correlation {fit.Predicted.Rank:0.000}, a multiple of them is off by {100 * fit.Predicted.Spread:0} %),"));
            output.WriteLine(FormattableString.Invariant($"or multiply-adds (rank correlation {fit.MultiplyAdds.Rank:0.000}, a multiple of them is off by {100 * fit.MultiplyAdds.Spread:0} %)."));
        }

        if (planted is not null)
        {
            output.WriteLine();
            output.WriteLine(Check(report));
        }
    }

    private static string[] Cells(NetworkLatency row) =>
    [
        row.Slowdown > 0 ? FormattableString.Invariant($"{row.Network}, {100 * row.Slowdown:0} % slower") : row.Network,
        row.Runtime,
        row.Precision,
        Ms(row.Seconds.Mean),
        $"{Ms(row.Seconds.Low)} to {Ms(row.Seconds.High)}",
        row.Ratio is { } ratio ? Times(ratio.Mean) : "",
        row.Ratio is { } bounds ? $"{Times(bounds.Low)} to {Times(bounds.High)}" : "",
        row.Verdict?.ToString().ToLowerInvariant() ?? "",
        row.Predicted is { } predicted ? Ms(predicted) : "",
    ];

    private static void WriteOperators(TextWriter output, NetworkLatency row)
    {
        var all = row.Operators!.Sum(one => one.Seconds);
        output.WriteLine($"{row.Network}, {row.Precision}: operators as ONNX Runtime runs them");
        (Table.Of(
            ["Operator", "Type", "#ms", "#%", "#Predicted\nms", "#Multiply-\nadds", "#Bytes"],
            row.Operators!.Select(one => (string[])
            [
                Quoted.Line(one.Name),
                one.Type,
                Ms(one.Seconds),
                FormattableString.Invariant($"{100 * one.Seconds / all:0.0}"),
                one.Predicted is { } predicted ? Ms(predicted) : "",
                one.Work is { } work ? CellText.Whole((long)work.MultiplyAdds) : "",
                one.Work is { } moved ? CellText.Whole((long)moved.Bytes) : "",
            ])) with
        {
            Totals = ["total", "", Ms(all), "100", "", "", ""],
        }).Write(output);
    }

    private static void WriteRoofline(TextWriter output, Roofline roofline)
    {
        output.WriteLine("Roofline of this machine: an operator takes as long as its arithmetic or its bytes, whichever is longer, its activation and its start.");
        Table.Of(
            ["Arithmetic", "#fp32,\nG multiply-adds/s", "#Start,\nµs", "#int8,\nG multiply-adds/s", "#Start,\nµs"],
            roofline.Rates.GroupBy(rate => rate.Kind).Select(kind => (string[])
            [
                kind.Key.ToString().ToLowerInvariant(), .. kind.OrderBy(rate => rate.IsInteger).SelectMany(rate => new[] { Giga(rate.PerSecond), Micro(rate.Start) }),
            ])).Write(output);
        output.WriteLine($"Bytes: {string.Join(", ", roofline.Bandwidths.Select(known => FormattableString.Invariant($"{known.PerSecond / 1e9:0.0} GB/s of {known.Bytes / 1024:0} KB")))}; start {Micro(roofline.Start)} µs. ReLU6: {Giga(roofline.ActivatedPerSecond)} G numbers/s.");
    }

    private static string Check(LatencyReport report)
    {
        var (same, slower) = (report.Networks[^2], report.Networks[^1]);
        return same.Verdict == LatencyVerdict.Same && slower.Verdict == LatencyVerdict.Slower
            ? "Check: this machine tells a network from one that is 10 % slower, and not from itself."
            : $"Check failed: beside itself the first network is {Word(same)}, and beside one that is 10 % slower {Word(slower)}. Let other work end, or give more --launches.";
    }

    private static string Word(NetworkLatency row) => $"{row.Verdict?.ToString().ToLowerInvariant()} ({Times(row.Ratio!.Low)} to {Times(row.Ratio.High)} times)";

    private static string Micro(double seconds) => (1e6 * seconds).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Giga(double perSecond) => (perSecond / 1e9).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Ms(double seconds) => (1000 * seconds).ToString(seconds < 0.001 ? "0.0000" : seconds < 0.1 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    private static string Times(double ratio) => ratio.ToString("0.000", CultureInfo.InvariantCulture);
}
