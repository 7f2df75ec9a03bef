using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Data;
using Sandglass.Images;
using Sandglass.Images.Transforms;
using Sandglass.Runtime;

namespace Benchmarks.Pictures;

/// <summary>Images a second, on one thread, from JPEG files to what a network sees, beside torchvision with Pillow.</summary>
internal static class PicturesBenchmark
{
    private const int Side = 224;
    private static readonly Normalization ImageNet = new([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "rounds of every way, of which the median is shown", 15, 1);
        var count = Smoke.Number("--pictures", "pictures of a round", 64, 4);
        var python = Smoke.Python("torchvision");
        var command = new Command("pictures", "JPEG files decoded and augmented, beside torchvision with Pillow.") { rounds, count, python, Smoke.Option };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(count), parsed.GetRequiredValue(python)));
        return command;
    }

    private static void Run(int rounds, int count, string python)
    {
        var folder = Directory.CreateTempSubdirectory("sandglass-pictures-");
        try
        {
            var paths = DrawnPictures.Write(folder.FullName, count);
            Console.WriteLine(FormattableString.Invariant($"{count} drawn pictures of 500 x 375 pixels, JPEG, {paths.Select(path => new FileInfo(path).Length / 1024.0).Median():0} kB (median); C# decodes by {(TurboJpeg.IsThere ? "the system's libjpeg-turbo" : "SkiaSharp")}"));
            using var peer = Child.Runs(python, "import torchvision") ? new PicturesPeer(python, folder.FullName) : null;
            if (peer is null)
            {
                Console.WriteLine($"{python} has no torchvision (Debian: apt install python3-torchvision; else name one with --python): C# alone.");
            }

            RequireTheSame(paths[0], peer);
            Measure(paths, rounds, peer).Write(Console.Out);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TextColumns Measure(string[] paths, int rounds, PicturesPeer? peer)
    {
        var ways = Ways();
        var (ours, theirs) = (ways.ToDictionary(way => way.Name, _ => new List<Pass>()), ways.ToDictionary(way => way.Name, _ => new List<Pass>()));
        for (var round = -3; round < rounds; round++) // the first ones compile
        {
            foreach (var (name, write) in ways)
            {
                // The sides take turns in who begins.
                var isPeerFirst = round % 2 == 0;
                var early = isPeerFirst ? peer?.Run(name) : null;
                var own = Timed(paths, write);
                var late = isPeerFirst ? early : peer?.Run(name);
                if (round >= 0)
                {
                    ours[name].Add(own);
                    theirs[name].AddRange(late is { } pass ? [pass] : []);
                }
            }
        }

        var table = new TextColumns("one thread, images/s (median)", "C#", "a core", "torchvision", "a core", "ratio a core", "least", "most");
        foreach (var (name, _) in ways)
        {
            var ratios = ours[name].Zip(theirs[name], (own, their) => their.Processor / own.Processor).ToArray();
            string[] ratio = ratios.Length > 0 ? [$"{ratios.Median():0.00}", $"{ratios.Min():0.00}", $"{ratios.Max():0.00}"] : ["-", "-", "-"];
            table.Add([name, .. Speeds(ours[name], paths.Length), .. Speeds(theirs[name], paths.Length), .. ratio]);
        }

        return table;
    }

    private static string[] Speeds(List<Pass> passes, int pictures) => passes.Count == 0
        ? ["-", "-"]
        : [$"{pictures / passes.Select(pass => pass.Clock).Median():n0}", $"{pictures / passes.Select(pass => pass.Processor).Median():n0}"];

    // A way: a file and its number, and where the numbers go.
    private static (string Name, Action<string, int, float[]> Write)[] Ways()
    {
        var evaluation = new EvaluationTransform(Side, 0.875, Resampling.Bilinear, ImageNet);
        var crop = new TrainingTransform(Augmentation.None with { CropArea = 0.08, HorizontalFlip = true }, Side, ImageNet);
        var standard = new TrainingTransform(Augmentation.None with { CropArea = 0.08, HorizontalFlip = true, ColourJitter = 0.4 }, Side, ImageNet);
        var streams = new RandomStreams(1);
        return
        [
            ("decode", (path, _, _) => Read(path)),
            ("evaluation", (path, _, numbers) => evaluation.Write(Read(path), numbers)),
            ("crop and flip", (path, i, numbers) => crop.Write(Read(path), streams.Open(FormattableString.Invariant($"augment/{i}")), numbers)),
            ("standard", (path, i, numbers) => standard.Write(Read(path), streams.Open(FormattableString.Invariant($"augment/{i}")), numbers)),
        ];
    }

    private static PixelImage Read(string path) => ImageFile.Read(path, 3, "draw it again");

    private static Pass Timed(string[] paths, Action<string, int, float[]> write)
    {
        var numbers = new float[Side * Side * 3];
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < paths.Length; i++)
        {
            write(paths[i], i, numbers);
        }

        return new Pass(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    // What is timed is the same work: the numbers of an evaluated picture agree.
    private static void RequireTheSame(string path, PicturesPeer? peer)
    {
        var ours = new float[Side * Side * 3];
        Ways().First(way => way.Name == "evaluation").Write(path, 0, ours);
        if (peer is not null)
        {
            var theirs = MemoryMarshal.Cast<byte, float>(peer.Evaluated());
            for (var i = 0; i < ours.Length; i++)
            {
                if (Math.Abs(ours[i] - theirs[i]) > 1e-5)
                {
                    throw new WorkbenchException("torchvision evaluates another picture");
                }
            }
        }
    }
}

/// <summary>Seconds of one pass over the pictures, by the clock and of the processor.</summary>
internal readonly record struct Pass(double Clock, double Processor);
