using Sandglass.Deployment.Latency;
using Sandglass.Statistics;

namespace Sandglass.Paper.Tests;

public class LatencyMeasurementTests
{
    private static readonly LatencyMeasurement NotSlower = new("mobilenext", "mobilenetv2");

    [Theory]
    [InlineData(0.9, nameof(ProxyVerdict.Supported))]
    [InlineData(1.02, nameof(ProxyVerdict.Supported))] // slower, and within the margin
    [InlineData(1.035, nameof(ProxyVerdict.Contradicted))]
    [InlineData(1.2, nameof(ProxyVerdict.Contradicted))]
    public void The_interval_of_the_ratio_decides(double ratio, string verdict)
    {
        Assert.Equal(verdict, NotSlower.Ask(Recorded(ratio, 0.001)).Verdict.ToString());
        Assert.Equal(verdict, NotSlower.WhatWouldChange(Recorded(ratio, 0.001)).Verdict.ToString());
    }

    [Fact]
    public void An_interval_that_holds_equality_and_more_than_the_margin_decides_nothing() =>
        Assert.Equal(ProxyVerdict.Undecided, NotSlower.Ask(Recorded(1.01, 0.1)).Verdict);

    [Fact]
    public void Either_network_may_be_the_first_and_others_are_left_out()
    {
        var answer = NotSlower.Ask(Recorded(1.2, 0));
        Assert.Equal("latency: 1.200 times as long (1.200 to 1.200, 3 launches)", answer.Ours);
        Assert.Equal("latency: 0.833 times as long (0.833 to 0.833, 3 launches)", new LatencyMeasurement("mobilenetv2", "mobilenext").Ask(Recorded(1.2, 0)).Ours);
        Assert.Contains("no bottleneck in single precision", Assert.Throws<WorkbenchException>(() => new LatencyMeasurement("bottleneck", "mobilenext").Ask(Recorded(1.2, 0))).Message);
    }

    [Fact]
    public void What_would_change_it_is_told_in_times()
    {
        Assert.Equal("supported from 1.030 times on", NotSlower.WhatWouldChange(Recorded(1.2, 0)).Otherwise);
        Assert.Equal(ProxyVerdict.NotRecorded, NotSlower.WhatWouldChange(new RecordedOutcomes(_ => null)).Verdict);
        Assert.Equal(ProxyVerdict.NotRecorded, NotSlower.Ask(new RecordedOutcomes(_ => null)).Verdict);
    }

    // MobileNetV2 in 8 bits, MobileNetV2, MobileNeXt, in three launches that differ by a spread.
    private static RecordedOutcomes Recorded(double ratio, double spread)
    {
        double[] times = [0.5, 1, ratio];
        LatencyTurn[] turns =
        [
            .. from launch in Enumerable.Range(1, 3) from subject in Enumerable.Range(0, 3)
               select new LatencyTurn(launch, 1, subject, times[subject] * (subject == 2 ? 1 + (spread * (launch - 2)) : 1)),
        ];
        var one = new Interval(1, 1, 1);
        NetworkLatency Network(string name, string precision) => new(name, LatencySubject.Onnx, precision, 0, 1, 224, 1, 1, one, null, null, null, null);
        var report = new LatencyReport(
            new LatencyEnvironment("a processor", 2, "", "", "", "", ""),
            new LatencyProtocol { Launches = 3, Rounds = 1 },
            0.03,
            1,
            1,
            null,
            [Network("mobilenetv2-1.0", LatencySubject.Int8), Network("mobilenetv2-1.0", LatencySubject.Single), Network("mobilenext@1.0@224", LatencySubject.Single)],
            turns);
        return new RecordedOutcomes(_ => null, () => report);
    }
}
