using System.Diagnostics;
using System.Text.Json;
using Sandglass.Detection.Boxes;
using Sandglass.Detection.Metric;
using Sandglass.Runtime;
using Workbench.Tests;

namespace Sandglass.Detection.Tests.Metric;

/// <summary>The same average precisions from an independent implementation in numpy.</summary>
public class PythonParityTests
{
    private const int Sets = 1000;

    [DeepFact]
    public async Task Numpy_finds_the_same_precisions_on_a_thousand_random_sets()
    {
        var scenes = new RandomScenes(new RandomStreams(7).Open("scenes"));
        var sets = Enumerable.Range(0, Sets).Select(_ => scenes.Next()).ToArray();
        var answers = await NumpyAsync(sets.Select(set => Line(set.Classes, set.Images)));
        Assert.Equal(Sets, answers.Length);
        foreach (var ((classes, images), answer) in sets.Zip(answers))
        {
            var metric = new VocMetric(classes);
            foreach (var (truths, detections) in images)
            {
                metric.Add(truths, detections);
            }
            var result = metric.Result();
            AssertEqual(answer.Eleven, result.Classes.Select(c => c.ElevenPoint));
            AssertEqual(answer.Area, result.Classes.Select(c => c.Area));
            AssertEqual([answer.MeanEleven, answer.MeanArea], [result.MeanElevenPoint, result.MeanArea]);
        }
        AssertAllCasesCameUp(sets, answers);
    }

    private static void AssertEqual(IEnumerable<double?> expected, IEnumerable<double> actual) =>
        Assert.Equal(expected.Select(value => value ?? double.NaN), actual, (a, b) => Math.Abs(a - b) < 1e-9 || (double.IsNaN(a) && double.IsNaN(b)));

    // The comparison says something only where there is something to compare.
    private static void AssertAllCasesCameUp(
        (int Classes, IReadOnlyList<(LabelledBox[] Truths, ScoredBox[] Detections)> Images)[] sets, Answer[] answers)
    {
        var images = sets.SelectMany(set => set.Images).ToArray();
        Assert.Contains(answers, answer => answer.Eleven.Contains(null));
        Assert.True(answers.Count(answer => answer.MeanArea is > 0.05 and < 0.95) > Sets / 2);
        Assert.True(images.Count(image => image.Detections.Select(d => (d.Class, d.Score)).Distinct().Count() < image.Detections.Length) > Sets);
        Assert.True(images.Sum(image => DetectionMatching.Of(image.Truths, image.Detections).Count(o => o.Outcome == DetectionOutcome.Ignored)) > Sets);
        Assert.Contains(images, image => image.Truths.Any(t => image.Detections.Any(d => Overlap.Of(t.Box, d.Box) == 0.5)));
    }

    private static string Line(int classes, IReadOnlyList<(LabelledBox[] Truths, ScoredBox[] Detections)> images) => JsonSerializer.Serialize(new
    {
        classes,
        side = RandomScenes.Side,
        images = images.Select(image => new
        {
            truths = image.Truths.Select(t => new { box = Edges(t.Box), @class = t.Class, difficult = t.Difficult }),
            detections = image.Detections.Select(d => new { box = Edges(d.Box), @class = d.Class, score = (double)d.Score }),
        }),
    });

    private static double[] Edges(Box box) => [box.Left, box.Top, box.Right, box.Bottom];

    private static async Task<Answer[]> NumpyAsync(IEnumerable<string> lines)
    {
        var stop = TestContext.Current.CancellationToken;
        var script = Path.Combine(AppContext.BaseDirectory, "parity", "voc_map.py");
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (python.StandardOutput.ReadToEndAsync(stop), python.StandardError.ReadToEndAsync(stop));
        foreach (var line in lines)
        {
            await python.StandardInput.WriteLineAsync(line);
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

    private sealed record Answer(double?[] Eleven, double?[] Area, double? MeanEleven, double? MeanArea);
}
