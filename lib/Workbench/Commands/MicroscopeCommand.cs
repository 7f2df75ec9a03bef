using System.CommandLine;
using Sandglass.Display.Pages;
using Sandglass.Display.Pictures;

namespace Workbench.Commands;

/// <summary><c>workbench microscope</c>: the page on which a reader changes a block.</summary>
internal static class MicroscopeCommand
{
    public static Command Create()
    {
        var page = new Argument<string>("page") { HelpName = CommonOptions.File, Description = "page to write (HTML, for any browser, without a network); it must not exist" };
        var runs = new Option<string[]>("--run") { HelpName = "RUN", Description = "hash or folder of a classifier's run, whose block is shown at work instead of the recorded ones; once a family", DefaultValueFactory = _ => [] };
        var image = Ranges.Image.Option("--image", "which of the run's test images is shown, counted from 0", 0);
        var roofline = new Option<string?>("--roofline") { HelpName = CommonOptions.File, Description = "what 'workbench latency NETWORK --predict --json' printed on the machine whose latency is predicted [default: the recorded one]" };
        var results = CommonOptions.Results();
        var command = new Command("microscope", "Write a page on which a block is changed with sliders: its drawing, its costs and what it does to a picture.") { page, runs, image, roofline, results };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(page);
            CommonOptions.RequireNew(path);
            if (parsed.IsGiven(image) && parsed.GetRequiredValue(runs).Length == 0)
            {
                throw new UsageException("--image is a test image of a run; name the run with --run");
            }

            var machine = parsed.GetValue(roofline) is { } file ? PredictedMachine.Read(file) : PredictedMachine.Recorded();
            BlockMaps[] own = [.. parsed.GetRequiredValue(runs).Select(run => BlockMaps.Of(CommonOptions.FinishedRun(run, parsed.GetRequiredValue(results)), parsed.GetValue(image)))];
            if (own.GroupBy(maps => maps.Family).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                throw new UsageException($"runs {string.Join(" and ", twice.Select(maps => maps.Run))} are of one family; name one a family");
            }

            new MicroscopePage(own.Length > 0 ? own : BlockMaps.Recorded(), machine).Write(path);
            parsed.InvocationConfiguration.Output.WriteLine($"the block microscope: {path}");
            return 0;
        });
        return command;
    }
}
