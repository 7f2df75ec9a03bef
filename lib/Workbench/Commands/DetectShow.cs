using System.CommandLine;
using Sandglass.Detection.Data;
using Sandglass.Detection.Data.Voc;
using Sandglass.Display.Pictures;

namespace Workbench.Commands;

/// <summary><c>workbench detect show</c>: pictures of a set with what is on them.</summary>
internal static class DetectShow
{
    private const int Most = 60;

    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "folder of a VOC devkit; by default the generated pictures" };
        var part = new Option<string>("--part")
        {
            Description = "training, validation or test of the generated pictures, or a devkit's folder and list, such as VOC2007/test",
            DefaultValueFactory = _ => "test",
        };
        var first = new Option<int>("--first") { Description = "number of the first picture, from 1", DefaultValueFactory = _ => 1 };
        var count = new Option<int>("--count") { Description = $"pictures to show, at most {Most}", DefaultValueFactory = _ => 6 };
        var to = new Option<string>("--out") { Description = "PNG to write", DefaultValueFactory = _ => Path.Combine("results", "detection.png") };
        var command = new Command("show", "Draw pictures of a set with their objects.") { data, part, first, count, to };
        command.SetAction(parsed =>
        {
            var set = Set(parsed.GetValue(data), parsed.GetRequiredValue(part));
            var (from, shown) = (parsed.GetValue(first), parsed.GetValue(count));
            if (from < 1 || from > set.Count || shown is < 1 or > Most)
            {
                throw new UsageException($"--first takes 1 to {set.Count} for {set.Name}, --count 1 to {Most}");
            }
            DetectionSample[] samples = [.. Enumerable.Range(from - 1, Math.Min(shown, set.Count - from + 1)).Select(set.Read)];
            DetectionPictures.Objects($"{set.Name}, {from} to {from + samples.Length - 1} of {set.Count}", samples, set.Classes)
                .SavePng(parsed.GetRequiredValue(to));
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{samples.Length} pictures with {samples.Sum(sample => sample.Objects.Count)} objects: {parsed.GetRequiredValue(to)}");
            return 0;
        });
        return command;
    }

    private static IDetectionSet Set(string? devkit, string part)
    {
        if (devkit is not null)
        {
            return VocSet.Open(devkit, [VocPart.Parse(part)]);
        }
        var splits = GeneratedSplits.Load();
        return part switch
        {
            "training" => splits.Training,
            "validation" => splits.Validation,
            "test" => splits.Test,
            _ => throw new UsageException($"--part takes training, validation or test for the generated pictures, not '{part}'; name a devkit with --data"),
        };
    }
}
