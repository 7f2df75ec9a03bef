using Sandglass.Deployment.Latency;
using Sandglass.Runtime;
using Sandglass.Statistics;

namespace Sandglass.Deployment.Tests.Latency;

public class LatencyResultTests
{
    private const int Machines = 200;

    // Two networks on machines that drift by half, differ from launch to launch and are disturbed in one turn of ten.
    [Theory]
    [InlineData(1.0)]
    [InlineData(1.1)]
    public void The_interval_of_a_ratio_holds_it_in_nineteen_of_twenty_experiments(double ratio)
    {
        var held = Enumerable.Range(0, Machines).Count(machine => Result(machine, ratio).Ratio is { } interval && interval.Low <= ratio && interval.High >= ratio);

        Assert.InRange(held, 0.91 * Machines, 0.99 * Machines);
    }

    [Fact]
    public void A_slowdown_of_ten_percent_is_found_and_none_where_there_is_none()
    {
        var verdicts = Enumerable.Range(0, Machines).Select(machine => Result(machine, 1.1).Verdict).ToArray();
        Assert.InRange(verdicts.Count(verdict => verdict == LatencyVerdict.Slower), 0.95 * Machines, Machines);

        var none = Enumerable.Range(0, Machines).Select(machine => Result(machine, 1).Verdict).ToArray();
        Assert.InRange(none.Count(verdict => verdict is LatencyVerdict.Slower or LatencyVerdict.Faster), 0, 0.05 * Machines);
    }

    [Theory]
    [InlineData(0.98, 1.02, nameof(LatencyVerdict.Same))]
    [InlineData(1.01, 1.02, nameof(LatencyVerdict.Same))] // different, and within the margin
    [InlineData(1.01, 1.04, nameof(LatencyVerdict.Slower))]
    [InlineData(0.90, 0.99, nameof(LatencyVerdict.Faster))]
    [InlineData(0.95, 1.02, nameof(LatencyVerdict.Undecided))]
    [InlineData(double.NaN, double.NaN, nameof(LatencyVerdict.Undecided))]
    public void A_verdict_follows_from_the_interval(double low, double high, string verdict) =>
        Assert.Equal(verdict, LatencyResult.Judge(new Interval(1, low, high), 0.03).ToString());

    [Fact]
    public void A_disturbed_round_does_not_move_the_median()
    {
        LatencyTurn[] turns =
        [
            .. from launch in new[] { 1, 2 } from round in Enumerable.Range(1, 5) from subject in new[] { 0, 1 }
               select new LatencyTurn(launch, round, subject, (subject + 1) * (round == 3 ? 50 : 1)),
        ];
        var results = LatencyResult.Of(turns, 0.03);

        Assert.Equal((1, 2), (results[0].Seconds.Mean, Math.Round(results[1].Seconds.Mean, 9)));
        Assert.Null(results[0].Ratio);
        Assert.Equal((2, 2), (Math.Round(results[1].Ratio!.Low, 9), Math.Round(results[1].Ratio!.High, 9)));
    }

    private static LatencyResult Result(int machine, double ratio)
    {
        var random = new RandomStreams(machine).Open("machine");
        var turns = new List<LatencyTurn>();
        for (var launch = 1; launch <= 5; launch++)
        {
            double[] own = [1 + (0.01 * random.NextGaussian()), 1 + (0.01 * random.NextGaussian())];
            for (var round = 1; round <= 8; round++)
            {
                var drift = 1 + (0.5 * Math.Sin(launch + (round / 8.0)));
                for (var subject = 0; subject < 2; subject++)
                {
                    var disturbed = random.NextDouble() < 0.1 ? 3 : 1;
                    turns.Add(new LatencyTurn(launch, round, subject, drift * own[subject] * disturbed * (subject == 1 ? ratio : 1) * (1 + (0.01 * random.NextGaussian()))));
                }
            }
        }

        return LatencyResult.Of(turns, 0.03)[1];
    }
}
