using System.CommandLine;
using System.Diagnostics;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Analysis.LinearProbes;
using Sandglass.Analysis.Ranks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Training;

namespace Benchmarks;

/// <summary>Seconds of a rank profile of an 8 M network over the 2,000 validation images, beside one evaluation of them.</summary>
internal static class RankBenchmark
{
    private const long MultiplyAdds = 8_000_000;
    private const long SmokeMultiplyAdds = 800_000;
    private static readonly RankConvention[] One = [new(Unfolding.Pooled, ChannelScaling.Standardized)];

    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "rounds, of which the median is shown", 3, 1);
        var family = new Option<BlockFamily?>("--family") { Description = "One family alone." };
        var command = new Command("ranks", "Seconds of a rank profile beside one evaluation of the same images.") { rounds, family, Smoke.Option };
        command.SetAction(parsed => Run(
            parsed.GetValue(rounds),
            parsed.GetValue(family) is { } one ? [one] : parsed.GetValue(Smoke.Option) ? [BlockFamily.Sandglass] : Enum.GetValues<BlockFamily>(),
            parsed.GetValue(Smoke.Option)));
        return command;
    }

    private static void Run(int rounds, BlockFamily[] families, bool smoke)
    {
        TorchRuntime.Start();
        using var data = FashionMnist.Load().TakePerClass(smoke ? (20, 10, 1) : null);
        var normalization = Normalization.Of(data.Training);
        var table = new TextColumns($"{data.Validation.Count:n0} images, seconds", "places", "evaluation", "one convention", "all six", "six, permuted", "six, Gaussian", "linear probes");
        foreach (var family in families)
        {
            var plan = Budget.MatchMultiplyAdds(width => MacroPlan.SmallImage.Fill(family, width), smoke ? SmokeMultiplyAdds : MultiplyAdds).Plan;
            using var network = new BottleneckNetwork(plan, new RandomStreams(1));
            var places = 0;
            void Profile(RankProfileOptions options) =>
                places = RankProfile.Of(network, data.Validation, normalization, options).Ranks.Select(r => r.Place).Distinct().Count();
            using var fitted = data.Training.TakePerClass(smoke ? 20 : 200);
            Action[] ways =
            [
                () => Evaluation.Of(network, data.Validation, normalization),
                () => Profile(new() { Conventions = One }),
                () => Profile(new()),
                () => Profile(new() { WithPermuted = true }),
                () => Profile(new() { WithGaussian = true }),
                () => LinearProbe.Of(network, fitted, data.Validation, normalization),
            ];
            var seconds = Interleaved(ways, rounds);
            table.Add([plan.Name, $"{places}", .. seconds.Select(s => $"{s.Median():0.00} ({s.Median() / seconds[0].Median():0.0}x)")]);
        }

        table.Write(Console.Out);
    }

    private static List<double>[] Interleaved(Action[] ways, int rounds)
    {
        var seconds = ways.Select(_ => new List<double>()).ToArray();
        ways[0](); // compiles
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < ways.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                ways[i]();
                seconds[i].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        return seconds;
    }
}
