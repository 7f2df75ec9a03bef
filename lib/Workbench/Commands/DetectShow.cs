using System.CommandLine;
using Sandglass.Detection.Data;
using Sandglass.Detection.Data.Generated;
using Sandglass.Detection.Training;
using Sandglass.Display.Pictures;
using Sandglass.Training;

namespace Workbench.Commands;

/// <summary><c>workbench detect show</c>: pictures of a set with what is on them, or with what a detector finds.</summary>
internal sealed class DetectShow
{
    private const int Most = 60;

    private readonly DetectorOptions _detector = new();
    private readonly Option<DirectoryInfo> _results = CommonOptions.Out();

    private readonly Option<string> _part = new("--part")
    {
        Description = "training, validation or test of the generated pictures, or a devkit's lists, such as VOC2007/test",
        DefaultValueFactory = _ => "test",
    };

    private readonly Option<int> _first = new("--first") { Description = "number of the first picture, from 1", DefaultValueFactory = _ => 1 };

    private readonly Option<int> _count = new("--count") { Description = $"pictures to show, at most {Most}", DefaultValueFactory = _ => 6 };

    private readonly Option<string?> _run = new("--run") { Description = "first digits of a finished run's hash: show what this detector finds" };

    private readonly Option<double> _score = new("--score")
    {
        Description = "least score of a detection that is drawn",
        DefaultValueFactory = _ => 0.5,
        CustomParser = CommonOptions.Number<double>,
    };

    private readonly Option<string?> _picture = new("--picture") { Description = "PNG to write, by default detection.png in the folder for results" };

    private DetectShow()
    {
    }

    internal static Command Create()
    {
        var show = new DetectShow();
        var command = new Command("show", "Draw pictures of a set with their objects, or with what a detector finds.")
        {
            show._detector.Voc, show._part, show._first, show._count, show._run, show._score, show._results, show._picture,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() => show.Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var whole = Set(asked.GetValue(_detector.Voc), asked.GetRequiredValue(_part));
        var (first, count) = (asked.GetValue(_first), asked.GetValue(_count));
        if (first < 1 || first > whole.Count || count is < 1 or > Most)
        {
            throw new UsageException($"--first takes 1 to {whole.Count} for {whole.Name}, --count 1 to {Most}");
        }
        var shown = whole.Part(first - 1, Math.Min(count, whole.Count - first + 1));
        var title = $"{whole.Name}, {first} to {first + shown.Count - 1} of {whole.Count}";
        var run = asked.GetValue(_run) is { } prefix ? CommonOptions.FinishedRun(prefix, asked.GetRequiredValue(_results)) : null;
        var picture = run is null
            ? DetectionPictures.Objects(title, [.. Samples(shown)], shown.Classes)
            : DetectionPictures.Detections($"{run.Summary.Name}: {title}", Detected(run, shown, cancellation), shown.Classes, asked.GetValue(_score));
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
        return part switch
        {
            "training" => splits.Training,
            "validation" => splits.Validation,
            "test" => splits.Test,
            _ => throw new UsageException($"--part takes training, validation or test for the generated pictures, not '{part}'; name a devkit with --voc"),
        };
    }
}
