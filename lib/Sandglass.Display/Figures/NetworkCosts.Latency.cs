using Sandglass.Deployment.Latency;
using Sandglass.Display;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;

namespace Sandglass;

/// <remarks>Latencies were measured on one machine and recorded in <c>data/latency</c>, with its roofline.</remarks>
public static partial class NetworkCosts
{
    /// <summary>MobileNeXt and MobileNetV2 beside each other, in single precision and on 8-bit steps: times the first, and the verdict.</summary>
    /// <exception cref="WorkbenchException">The record is missing or damaged.</exception>
    public static Table ComparedLatencies()
    {
        var report = LatencyRecord.Read(LatencyRecord.Operators);
        return Table.Of(
            ["network", "type", "#ms", "95 % interval", "#times the first", "95 % interval", "verdict"],
            report.Networks.Select(network => (string[])
            [
                network.Network,
                network.Precision,
                FormattableString.Invariant($"{1000 * network.Seconds.Mean:0.00}"),
                FormattableString.Invariant($"{1000 * network.Seconds.Low:0.00} to {1000 * network.Seconds.High:0.00}"),
                network.Ratio is { } ratio ? FormattableString.Invariant($"{ratio.Mean:0.000}") : "",
                network.Ratio is { } bounds ? FormattableString.Invariant($"{bounds.Low:0.000} to {bounds.High:0.000}") : "",
                network.Verdict?.ToString().ToLowerInvariant() ?? "",
            ]));
    }

    /// <summary>Measured milliseconds over multiply-adds, and over what the roofline predicts.</summary>
    /// <exception cref="WorkbenchException">The record is missing or damaged.</exception>
    public static Figure LatencyAgainstMultiplyAdds() => LatencyFigures.AgainstMultiplyAdds(LatencyRecord.Read(LatencyRecord.Variants));

    /// <summary>Milliseconds of MobileNeXt and MobileNetV2 by image size, with a slider over the width.</summary>
    /// <exception cref="WorkbenchException">The record is missing or damaged.</exception>
    public static Figure LatencyOverWidth() => LatencyFigures.OverWidth(LatencyRecord.Read(LatencyRecord.Variants));

    /// <summary>The operators of both networks under the machine's roofline.</summary>
    /// <exception cref="WorkbenchException">The record is missing or damaged.</exception>
    public static Figure LatencyRoofline() => LatencyFigures.Roofline(LatencyRecord.Read(LatencyRecord.Operators));

    /// <summary>Milliseconds of a network by stage and kind of layer, measured and predicted.</summary>
    /// <param name="network"><c>mobilenext</c> or <c>mobilenetv2</c>.</param>
    /// <param name="precision"><c>fp32</c> or <c>int8</c>.</param>
    /// <exception cref="ArgumentException">It was not recorded.</exception>
    /// <exception cref="WorkbenchException">The record is missing or damaged.</exception>
    public static Figure LatencyByStage(string network, string precision = "fp32")
    {
        var report = LatencyRecord.Read(LatencyRecord.Operators);
        return LatencyFigures.ByStage(
            report.Networks.FirstOrDefault(known => known.Network.Split('-', '@')[0] == network && known.Precision == precision)
            ?? throw new ArgumentException($"There is no {network} in {precision}; choose one of {string.Join(", ", report.Networks.Select(known => $"{known.Network} in {known.Precision}"))}.", nameof(network)));
    }
}
