using System.Diagnostics;
using System.Text.Json;
using Sandglass.Runtime;
using Sandglass.Statistics;
using Workbench.Tests;

namespace Sandglass.Tests.Statistics;

/// <summary>The same statistics from scipy.</summary>
public class PythonStatisticsTests
{
    private const double Margin = 0.01;
    private const int Images = 400;

    [DeepFact]
    public async Task Scipy_computes_the_same_numbers()
    {
        var random = new RandomStreams(1).Open("statistics");
        var cases = Enumerable.Range(0, 40).Select(i => Case.Draw(random, seeds: 2 + (i % 9))).ToArray();
        var answers = await ScipyAsync(cases);
        Assert.Equal(cases.Length, answers.Length);
        foreach (var (given, expected) in cases.Zip(answers))
        {
            var test = PairedTest.Of(given.First, given.Second, Margin);
            Assert.Equal(expected.Mean, test.Difference.Mean, 1e-10);
            Assert.Equal(expected.Low, test.Difference.Low, 1e-8);
            Assert.Equal(expected.High, test.Difference.High, 1e-8);
            Assert.Equal(expected.DifferenceP, test.DifferenceP, 1e-8);
            Assert.Equal(expected.EquivalenceP, test.EquivalenceP, 1e-8);
            Assert.Equal(expected.Holm, Holm.Adjust(given.P).Select(p => p), (a, b) => Math.Abs(a - b) < 1e-12);
            Assert.Equal(expected.InterquartileMean, InterquartileMean.Of(given.First), 1e-12);

            var effects = RandomEffects.Of([.. given.Cells.Zip(given.Errors)]);
            double[] ours = [effects.Mean.Mean, effects.Mean.Low, effects.Mean.High, effects.Between, effects.NewCell.Low, effects.NewCell.High];
            Assert.Equal(expected.Effects.All, ours, (a, b) => Math.Abs(a - b) < 1e-6);

            // Two bootstraps of 2,000 and 4,000 resamples agree up to their own noise.
            bool[] right = [.. given.Bits.Select(bit => bit == 1)];
            var images = ImageBootstrap.OfDifference([right], [new bool[Images]], random);
            Assert.Equal(expected.BootstrapLow, images.Low, 0.01);
            Assert.Equal(expected.BootstrapHigh, images.High, 0.01);
        }
    }

    private static async Task<Answer[]> ScipyAsync(IEnumerable<Case> cases)
    {
        var stop = TestContext.Current.CancellationToken;
        var script = Path.Combine(AppContext.BaseDirectory, "parity", "statistics_of_runs.py");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (python.StandardOutput.ReadToEndAsync(stop), python.StandardError.ReadToEndAsync(stop));
        foreach (var given in cases)
        {
            await python.StandardInput.WriteLineAsync(JsonSerializer.Serialize(given, JsonSerializerOptions.Web));
        }

        python.StandardInput.Close();
        await python.WaitForExitAsync(stop);
        Assert.True(python.ExitCode == 0, await errors);
        return
        [
            .. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<Answer>(line, JsonSerializerOptions.Web)!),
        ];
    }

    private sealed record Case(double[] First, double[] Second, double Margin, double[] P, int[] Bits, double[] Cells, double[] Errors)
    {
        public static Case Draw(RandomStream random, int seeds)
        {
            double[] Numbers(double centre) => [.. new double[seeds].Select(_ => centre + (0.01 * random.NextGaussian()))];
            return new Case(
                Numbers(0.87),
                Numbers(0.86),
                PythonStatisticsTests.Margin,
                [.. new double[seeds].Select(_ => random.NextDouble() * 0.2)],
                [.. new int[Images].Select(_ => random.NextDouble() < 0.85 ? 1 : 0)],
                [.. new double[3 + (seeds % 5)].Select(_ => 0.005 * random.NextGaussian())],
                [.. new double[3 + (seeds % 5)].Select(_ => 0.001 + (0.005 * random.NextDouble()))]);
        }
    }

    private sealed record Answer(
        double Mean, double Low, double High, double DifferenceP, double EquivalenceP, double[] Holm, double InterquartileMean, double BootstrapLow, double BootstrapHigh,
        Effects Effects);

    private sealed record Effects(double Mean, double Low, double High, double Between, double NewLow, double NewHigh)
    {
        public double[] All => [Mean, Low, High, Between, NewLow, NewHigh];
    }
}
