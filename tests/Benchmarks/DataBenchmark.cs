using System.CommandLine;
using System.Diagnostics;
using MathNet.Numerics.Statistics;
using Sandglass.Data;
using Sandglass.Runtime;
using static TorchSharp.torch;

namespace Benchmarks;

/// <summary>Images a second of the training loader, with and without augmentation, against a plain index_select.</summary>
internal static class DataBenchmark
{
    private const int BatchSize = 128;

    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "rounds of every way", 9, 1);
        var command = new Command("data", "Images a second of the loader against a plain index_select.") { rounds, Smoke.Option };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(Smoke.Option)));
        return command;
    }

    private static void Run(int rounds, bool smoke)
    {
        TorchRuntime.Start();
        using var data = FashionMnist.Load().TakePerClass(smoke ? (BatchSize / 4, 1, 1) : null);
        var normalization = Normalization.Of(data.Training);
        using var ready = data.Training.Images.to_type(ScalarType.Float32);
        using var labels = data.Training.Labels.alias();
        DataLoader Loader(Augmentation augmentation) =>
            new(data.Training, BatchSize, normalization, augmentation, new RandomStreams(1));
        (string Name, Func<int, int> Epoch)[] ways =
        [
            ("DataLoader, no augmentation", epoch => Drain(Loader(Augmentation.None), epoch)),
            ("DataLoader, shift and flip", epoch => Drain(Loader(Augmentation.Standard), epoch)),
            ("index_select of ready floats", _ => SelectAll(ready, labels)),
        ];
        var speeds = ways.ToDictionary(way => way.Name, _ => new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (name, epoch) in ways)
            {
                var start = Stopwatch.GetTimestamp();
                var images = epoch(round);
                speeds[name].Add(images / Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        var table = new TextColumns("batches of 128, one thread", "images/s (median)", "best");
        foreach (var (name, values) in speeds)
        {
            table.Add(name, $"{values.Skip(1).Median():n0}", $"{values.Skip(1).Max():n0}"); // the first round compiled
        }

        table.Write(Console.Out);
    }

    private static int Drain(DataLoader loader, int epoch)
    {
        foreach (var batch in loader.Epoch(epoch))
        {
            batch.Dispose();
        }

        return loader.BatchesPerEpoch * loader.BatchSize;
    }

    private static int SelectAll(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var parts = randperm(images.shape[0]).split(BatchSize);
        foreach (var part in parts)
        {
            using var x = images.index_select(0, part);
            using var y = labels.index_select(0, part);
        }

        return (int)images.shape[0];
    }
}
