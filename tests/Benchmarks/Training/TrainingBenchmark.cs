using System.CommandLine;
using System.Globalization;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Paper;
using Sandglass.Runtime;

namespace Benchmarks.Training;

/// <summary>
/// Images a second of the trainer beside Python's PyTorch on the same network, weights, batches and recipe. Every
/// measurement is a fresh process; rounds alternate which side goes first, so that a busy spell hits both.
/// </summary>
internal static class TrainingBenchmark
{
    private const double LossTolerance = 1e-3;

    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "rounds of both sides", 3, 1);
        var threads = Smoke.Number("--threads", "threads of each side", 1, 1);
        var python = Smoke.Python("PyTorch");
        var file = new Option<FileInfo?>("--out") { Description = "CSV of every measurement" };
        var command = new Command("training", "Training speed by family, beside Python's PyTorch.") { rounds, threads, python, file, Smoke.Option };
        command.SetAction(parsed => Run(
            parsed.GetValue(rounds), parsed.GetValue(threads), parsed.GetValue(python)!, parsed.GetValue(file), parsed.GetValue(Smoke.Option)));
        return command;
    }

    internal static Command CreateWorker()
    {
        var family = new Argument<string>("family");
        var threads = new Argument<int>("threads");
        var command = new Command("training-worker") { family, threads, Smoke.Option };
        command.Hidden = true;
        command.SetAction(parsed => Console.WriteLine(
            TrainingMeasurement.Take(TrainingCase.Named(parsed.GetValue(family)!, parsed.GetValue(Smoke.Option)), parsed.GetValue(threads)).ToJson()));
        return command;
    }

    private static void Run(int rounds, int threads, string python, FileInfo? file, bool smoke)
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
            var report = Measure(rounds, threads, peer, folder.FullName, smoke);
            report.Print(Console.Out);
            if (file is not null)
            {
                File.WriteAllText(file.FullName, report.ToCsv());
            }

            Check(report);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TrainingReport Measure(int rounds, int threads, Peer? peer, string folder, bool smoke)
    {
        var cases = BlockComparison.Families.Select(family => TrainingCase.Of(family, smoke)).ToArray();
        var csharp = cases.ToDictionary(c => c, _ => new List<TrainingMeasurement>());
        var python = cases.ToDictionary(c => c, _ => new List<TrainingMeasurement>());
        var limits = new List<double>();
        foreach (var subject in cases)
        {
            PeerFiles.Write(subject, Path.Combine(folder, subject.Name));
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var subject in cases)
            {
                Action own = () => csharp[subject].Add(TrainingMeasurement.Parse(
                    Child.Self(["training-worker", subject.Name, threads.ToString(CultureInfo.InvariantCulture), .. Smoke.Words(smoke)])));
                Action other = () => python[subject].AddRange(
                    peer is null ? [] : [peer.Measure(Path.Combine(folder, subject.Name))]);
                Action[] sides = round % 2 == 0 ? [own, other] : [other, own];
                Array.ForEach(sides, side => side());
                limits.Add(MatrixProduct.FlopsPerSecond(smoke));
            }
        }

        return new TrainingReport(
            [.. cases.Select(c => new FamilyResult(c, csharp[c], python[c]))],
            limits.Median(),
            EnvironmentFingerprint.Capture(),
            peer);
    }

    private static void Check(TrainingReport report)
    {
        if (report.Peer is not null && report.Families.Any(f => !(f.LossDifference() <= LossTolerance)))
        {
            throw new WorkbenchException("the losses differ, so the two sides did not train the same thing: the ratio means nothing");
        }
    }
}
