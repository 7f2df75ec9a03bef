using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Sandglass.Analysis.Gradients;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;

namespace Benchmarks.Confusion;

/// <summary>Seconds and peak memory of MobileNeXt-1.0 on 64 images of 224 pixels, 16 at a time; each way in a fresh process.</summary>
internal static class LargeNetwork
{
    private const int Side = 224;

    internal static void Report(TextWriter output, bool smoke)
    {
        var (samples, microBatch) = Sizes(smoke);
        var table = new TextColumns($"MobileNeXt-1.0, {samples} images of {Side} pixels, {microBatch} at a time", "s", "peak, GB");
        table.Add(["products of single samples' gradients", .. Child.Self(["confusion-worker", "products", .. Smoke.Words(smoke)]).Split(' ')]);
        table.Add(["ordinary passes, forward and backward", .. Child.Self(["confusion-worker", "floor", .. Smoke.Words(smoke)]).Split(' ')]);
        table.Write(output);
    }

    internal static Command CreateWorker()
    {
        var way = new Argument<string>("way");
        var command = new Command("confusion-worker") { way, Smoke.Option };
        command.Hidden = true;
        command.SetAction(parsed => Measure(parsed.GetValue(way) == "products", parsed.GetValue(Smoke.Option)));
        return command;
    }

    private static (int Samples, int MicroBatch) Sizes(bool smoke) => smoke ? (4, 2) : (64, 16);

    private static void Measure(bool products, bool smoke)
    {
        var (samples, microBatch) = Sizes(smoke);
        TorchRuntime.Start();
        using var network = new BottleneckNetwork(MobileNeXt.Official(), new RandomStreams(1), Initialization.FanOut);
        using var data = Noise(samples);
        var normalization = Normalization.Of(data);
        var batches = ConfusionBatches.Draw(data, normalization, products ? 1 : samples / microBatch, products ? samples : microBatch, new RandomStreams(1));
        var start = Stopwatch.GetTimestamp();
        if (products)
        {
            GradientConfusion.OfSamples(network, batches[0], new ConfusionSettings { MicroBatch = microBatch });
        }
        else
        {
            batches.ToList().ForEach(batch => SampleWays.Floor(network, batch.Images, batch.Labels));
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        using var process = Process.GetCurrentProcess();
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} {process.PeakWorkingSet64 / 1e9:0.00}"));
    }

    private static ImageDataset Noise(int samples)
    {
        var pixels = new byte[samples * 3 * Side * Side];
        new Random(1).NextBytes(pixels);
        var classes = Enumerable.Range(0, 1000).Select(i => $"{i}").ToArray();
        return ImageDataset.FromBytes("noise", classes, pixels, (3, Side, Side), new byte[samples]);
    }
}
