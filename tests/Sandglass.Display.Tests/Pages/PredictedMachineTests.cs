using Sandglass.Deployment.Latency;
using Sandglass.Display.Pages;

namespace Sandglass.Display.Tests.Pages;

public class PredictedMachineTests
{
    [Theory]
    [InlineData("1 whole network took 2.00 to 2.00 times the predicted time (median 2.00)", 2.0)]
    [InlineData("2 whole networks took 1.00 to 2.00 times the predicted time (median 1.50)", 2.0, 1.0)]
    [InlineData("3 whole networks took 1.00 to 4.00 times the predicted time (median 2.00)", 2.0, 1.0, 4.0)]
    public void How_far_predictions_were_is_said_with_the_median(string words, params double[] ratios)
    {
        var whole = LatencyRecord.Read(LatencyRecord.Variants);
        var one = whole.Networks.First(network => network is { Precision: LatencySubject.Single, Slowdown: 0 });
        var networks = ratios.Select(ratio => one with { Predicted = 0.25, Seconds = one.Seconds with { Mean = 0.25 * ratio } });
        var machine = PredictedMachine.Of(whole with { Networks = [.. networks, one with { Predicted = 0 }, one with { Predicted = null }] }, "a.json");
        Assert.Contains(words, machine.Uncertainty, StringComparison.Ordinal);
    }
}
