using System.CommandLine;
using System.Globalization;
using Benchmarks.Compute;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Paper;
using Sandglass.Runtime;

namespace Benchmarks.Training;

/// <summary>
/// Images a second of the trainer with the fused kernels, with libtorch's, and of Python's PyTorch on the same network,
/// weights, batches and recipe; one process alone, then two at the same time. Every measurement is a fresh process; rounds
/// alternate which side goes first, so that a busy spell hits all.
/// </summary>
internal static class TrainingBenchmark
{
    private const double LossTolerance = 1e-3;
    private static readonly int[] ProcessesAtOnce = [1, 2];

    private const int UnitRounds = 3;

    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "rounds of all sides", 3, 1);
        var threads = Smoke.Number("--threads", "threads of each process", 1, 1);
        var python = Smoke.Python("PyTorch");
        var file = new Option<FileInfo?>("--out") { Description = "CSV of every measurement" };
        var command = new Command("training", "Training speed by family: fused kernels, libtorch and Python's PyTorch.") { rounds, threads, python, file, Smoke.Option };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(rounds), parsed.GetValue(threads), parsed.GetValue(python)!, parsed.GetValue(file), parsed.GetValue(Smoke.Option)));
        return command;
    }

    internal static IReadOnlyList<Command> CreateWorkers()
    {
        var (family, backend, threads) = (new Argument<string>("family"), new Argument<string>("backend"), new Argument<int>("threads"));
        var trains = new Command("training-worker") { family, backend, threads, Smoke.Option };
        trains.SetAction(parsed => Console.WriteLine(TrainingMeasurement.Take(
            TrainingCase.Named(parsed.GetValue(family)!, parsed.GetValue(Smoke.Option)), parsed.GetValue(backend)!, parsed.GetValue(threads)).ToJson()));
        var multiplies = new Command("limit-worker") { threads, Smoke.Option };
        multiplies.SetAction(parsed =>
        {
            TorchRuntime.Start(parsed.GetValue(threads));
            Console.WriteLine(MatrixProduct.FlopsPerSecond(parsed.GetValue(Smoke.Option)).ToString(CultureInfo.InvariantCulture));
        });
        (trains.Hidden, multiplies.Hidden) = (true, true);
        return [trains, multiplies];
    }

    private static async Task RunAsync(int rounds, int threads, string python, FileInfo? file, bool smoke)
    {
        TorchRuntime.Start(threads);
        var peer = Peer.Find(python, threads);
        if (peer is null)
        {
            Console.WriteLine($"{python} has no PyTorch (Debian: apt install python3-torch; else name one with --python): C# alone.");
        }

        var folder = Directory.CreateTempSubdirectory("training-benchmark-");
        try
        {
            var report = await MeasureAsync(rounds, threads, peer, folder.FullName, smoke);
            report.Print(Console.Out);
            Console.WriteLine();
            UnitTable.Write(Console.Out, report.Results.Select(result => result.Case).DistinctBy(subject => subject.Name), [], UnitRounds * rounds, smoke);
            if (file is not null)
            {
                await File.WriteAllTextAsync(file.FullName, report.ToCsv());
            }

            Check(report);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<TrainingReport> MeasureAsync(int rounds, int threads, Peer? peer, string folder, bool smoke)
    {
        var sides = TrainingSide.All(peer, threads, folder, smoke);
        FamilyResult[] results =
        [
            .. from processes in ProcessesAtOnce
               from subject in BlockComparison.Families.Select(family => TrainingCase.Of(family, smoke))
               select new FamilyResult(subject, processes, [.. sides.Select(_ => new List<TrainingMeasurement[]>())]),
        ];
        foreach (var subject in results.Select(result => result.Case).DistinctBy(subject => subject.Name))
        {
            PeerFiles.Write(subject, Path.Combine(folder, subject.Name));
        }

        var limits = ProcessesAtOnce.ToDictionary(processes => processes, _ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var result in results)
            {
                for (var i = 0; i < sides.Count; i++)
                {
                    var side = (round + i) % sides.Count;
                    result.Rounds[side].Add(await AtOnceAsync(result.Processes, () => sides[side].Measure(result.Case)));
                }

                limits[result.Processes].Add((await AtOnceAsync(result.Processes, () => Limit(threads, smoke))).Sum());
            }
        }

        return new TrainingReport(
            results, [.. sides.Select(side => side.Name)], limits.ToDictionary(limit => limit.Key, limit => limit.Value.Median()), EnvironmentFingerprint.Capture(), peer);
    }

    // Each waits for a process of its own.
    private static Task<T[]> AtOnceAsync<T>(int processes, Func<T> measure) =>
        Task.WhenAll(Enumerable.Range(0, processes).Select(_ => Task.Run(measure)));

    private static double Limit(int threads, bool smoke) => double.Parse(
        Child.Self(["limit-worker", threads.ToString(CultureInfo.InvariantCulture), .. Smoke.Words(smoke)]), CultureInfo.InvariantCulture);

    private static void Check(TrainingReport report)
    {
        if (report.Results.Any(result => !(result.LossDifference() <= LossTolerance)))
        {
            throw new WorkbenchException("the losses differ, so the sides did not train the same thing: the ratio means nothing");
        }
    }
}
