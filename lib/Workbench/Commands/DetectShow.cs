using System.CommandLine;
using Sandglass;
using Sandglass.Detection.Data;
using Sandglass.Detection.Data.Generated;
using Sandglass.Detection.Training;
using Sandglass.Display.Pictures;

namespace Workbench.Commands;

/// <summary><c>workbench detect show</c>: pictures of a set with what is on them, or with what a detector finds.</summary>
internal sealed class DetectShow
{
    private readonly DetectorOptions _detector = new();
    private readonly Option<DirectoryInfo> _results = CommonOptions.Out();

    private readonly Option<string> _part = new("--part")
    {
        Description = "training, validation or test of the generated pictures, or a devkit's lists, such as VOC2007/test",
        DefaultValueFactory = _ => "test",
    };

    private readonly Option<int> _first = Ranges.First.Option("--first", "number of the first picture", 1);

    private readonly Option<int> _count = Ranges.Shown.Option("--count", "number of pictures", 6);

    private readonly Option<string?> _run = new("--run") { Description = "first digits of a finished run's hash, to show what this detector finds" };

    private readonly Option<double> _score = Ranges.Score.Option("--score", "lowest score of the detections drawn", 0.5);

    private readonly Option<string?> _picture = new("--picture") { Description = "PNG file to write [default: detection.png in the folder for results]", HelpName = CommonOptions.File };

    private DetectShow()
    {
    }

    internal static Command Create()
    {
        var show = new DetectShow();
        var command = new Command("show", "Draw pictures with their objects, or with what a detector finds.")
        {
            show._detector.Voc, show._part, show._first, show._count, show._run, show._score, show._results, show._picture,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(show.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var whole = Set(asked.GetValue(_detector.Voc), asked.GetRequiredValue(_part));
        var (first, count) = (asked.GetValue(_first), asked.GetValue(_count));
        if (first > whole.Count)
        {
            throw new UsageException($"--first takes a whole number from 1 to {whole.Count} for {whole.Name}, not '{first}'");
        }
        var shown = whole.Part(first - 1, Math.Min(count, whole.Count - first + 1));
        var title = $"{whole.Name}, {first} to {first + shown.Count - 1} of {whole.Count}";
        var run = asked.GetValue(_run) is { } prefix ? CommonOptions.FinishedRun(prefix, asked.GetRequiredValue(_results)) : null;
        var picture = run is null
            ? DetectionPictures.Objects(title, [.. Samples(shown)], shown.Classes)
            : DetectionPictures.Detections($"{run.Name}: {title}", Detected(run, shown, cancellation), shown.Classes, asked.GetValue(_score));
        var path = asked.GetValue(_picture) ?? Path.Combine(asked.GetRequiredValue(_results).FullName, "detection.png");
        picture.SavePng(path);
        asked.InvocationConfiguration.Output.WriteLine(
            $"{shown.Count} pictures with {Samples(shown).Sum(sample => sample.Objects.Count)} objects: {path}");
        return 0;
    }

    private static Detected[] Detected(Run run, IDetectionSet shown, CancellationToken cancellation)
    {
        var answers = run.Evaluate(shown, cancellation);
        return [.. Samples(shown).Zip(answers.Images, (sample, answer) => new Detected(sample.Id, sample, answer.Boxes))];
    }

    private static IEnumerable<DetectionSample> Samples(IDetectionSet set) => Enumerable.Range(0, set.Count).Select(set.Read);

    private static IDetectionSet Set(DirectoryInfo? devkit, string part)
    {
        if (devkit is not null)
        {
            return DetectorOptions.Open(devkit, part);
        }
        var splits = GeneratedSplits.Load();
        return part.ToLowerInvariant() switch
        {
            "training" => splits.Training,
            "validation" => splits.Validation,
            "test" => splits.Test,
            _ => throw new UsageException($"--part takes training, validation or test for the generated pictures, not {Misuse.Quoted(part)}; name a devkit with --voc"),
        };
    }
}
