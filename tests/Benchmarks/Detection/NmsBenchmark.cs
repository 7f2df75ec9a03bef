using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using MathNet.Numerics.Statistics;
using Sandglass;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Networks;

namespace Benchmarks.Detection;

/// <summary>Milliseconds of non-maximum suppression of one image's 3,234 boxes of 20 classes, beside a plain way and torchvision's.</summary>
internal static class NmsBenchmark
{
    private const int Classes = 20;
    private const int WarmUps = 20;
    private static readonly SuppressionRule Rule = new();

    internal static Command Create()
    {
        var rounds = Smoke.Number("--rounds", "rounds, of which the median is shown", 101, 1);
        var python = Smoke.Python("torchvision");
        var command = new Command("nms", "Non-maximum suppression of SSDLite320's boxes, beside a plain way and torchvision.") { rounds, python, Smoke.Option };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetRequiredValue(python)));
        return command;
    }

    private static void Run(int rounds, string python)
    {
        var table = new TextColumns("3,234 boxes x 20 classes, ms (median, least)", "candidates", "kept", "C#", "plain C#", "torchvision, best 200", "torchvision, all");
        (string Name, float Background)[] cases = [("a trained detector's scores", 7), ("an untrained one's", 0), ("every score above 0.01", float.NaN)];
        var hasPeer = Child.Runs(python, "import torchvision");
        foreach (var (name, background) in cases)
        {
            var (scores, boxes) = Draw(background);
            var ours = new NonMaximumSuppression(Rule, Classes);
            var (kept, plain) = (ours.Run(scores, boxes), PlainSuppression.Run(Rule, Classes, scores, boxes));
            if (!kept.SequenceEqual(plain))
            {
                throw new WorkbenchException($"the two ways in C# keep different boxes of {name}");
            }

            var candidates = Enumerable.Range(0, boxes.Length).Sum(b => scores.AsSpan((b * (Classes + 1)) + 1, Classes).ToArray().Count(s => s > Rule.ScoreThreshold));
            string[] cells =
            [
                $"{candidates:n0}",
                $"{kept.Count}",
                Timed(rounds, () => ours.Run(scores, boxes)),
                Timed(Math.Min(rounds, 15), () => PlainSuppression.Run(Rule, Classes, scores, boxes)),
            ];
            table.Add([name, .. cells, .. hasPeer ? Torchvision(python, rounds, scores, boxes, kept) : ["-", "-"]]);
        }

        if (!hasPeer)
        {
            Console.WriteLine($"{python} has no torchvision (Debian: apt install python3-torchvision; else name one with --python): C# alone.");
        }

        table.Write(Console.Out);
    }

    private static (float[] Scores, Box[] Boxes) Draw(float background)
    {
        var random = new Random(7);
        var priors = SsdLite.MobileNeXt().PriorBoxes();
        var coding = BoxCoding.Of(PriorPlan.SsdLite320);
        var boxes = coding.Decode([.. Enumerable.Range(0, 4 * priors.Length).Select(_ => (float)((2 * random.NextDouble()) - 1))], priors);
        var scores = new float[priors.Length * (Classes + 1)];
        for (var box = 0; box < priors.Length; box++)
        {
            Fill(scores.AsSpan(box * (Classes + 1), Classes + 1), background, random);
        }

        return (scores, boxes);
    }

    // Probabilities of random scores, background ahead by so much; or numbers that are all above the threshold.
    private static void Fill(Span<float> row, float background, Random random)
    {
        var all = float.IsNaN(background);
        for (var c = 0; c < row.Length; c++)
        {
            row[c] = all ? (float)(0.011 + (0.98 * random.NextDouble())) : MathF.Exp((float)(6 * random.NextDouble()) - 3 + (c == 0 ? background : 0));
        }

        var sum = all ? 1 : row.ToArray().Sum();
        for (var c = 0; c < row.Length; c++)
        {
            row[c] /= sum;
        }
    }

    private static string Timed(int rounds, Action way)
    {
        var times = new List<double>();
        for (var round = -Math.Min(WarmUps, rounds); round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            way();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.RemoveRange(0, Math.Min(WarmUps, rounds));
        return $"{times.Median():0.000} ({times.Min():0.000})";
    }

    // The peer reads the same numbers, and must keep the same boxes.
    private static string[] Torchvision(string python, int rounds, float[] scores, Box[] boxes, IReadOnlyList<ScoredBox> kept)
    {
        var folder = Directory.CreateTempSubdirectory("sandglass-nms-");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "scores"), MemoryMarshal.AsBytes<float>(scores));
            File.WriteAllBytes(Path.Combine(folder.FullName, "boxes"), MemoryMarshal.AsBytes<Box>(boxes));
            var script = Path.Combine(AppContext.BaseDirectory, "Detection", "nms_peer.py");
            var said = Child.Run(python, [script, folder.FullName, $"{Classes}", $"{rounds}"], []).Trim().Split('\n');
            var own = string.Join(' ', kept.Select(box => FormattableString.Invariant($"{box.Class}:{Array.IndexOf(boxes, box.Box)}")));
            return said[2] == own ? said[..2] : throw new WorkbenchException("torchvision keeps other boxes");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
