using System.CommandLine;
using Sandglass.Display.Drawings;
using Sandglass.Search.Networks;
using Sandglass.Search.Studies;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary><c>workbench search show</c>: what a genotype is and costs.</summary>
internal static class SearchShowCommand
{
    public static Command Create()
    {
        var (genotype, results) = (SearchOptions.Genotype(), CommonOptions.Out());
        var cells = Ranges.Cells.Option("--cells", "number of cells, instead of 20 or the preset's");
        var channels = Ranges.Channels.Option("--channels", "width of the first cell, instead of 36 or the preset's");
        var preset = new Option<string?>("--preset") { Description = "count the network that this preset trains from scratch, instead of CIFAR-10's" };
        preset.Among([.. SearchPreset.All.Select(known => known.Name)]);
        var picture = new Option<string?>("--picture") { Description = "PNG file to write [default: genotype.png in the folder for results]", HelpName = CommonOptions.File };
        var command = new Command("show", "Draw the cells of a genotype with their costs, and count its network.")
        {
            genotype, cells, channels, preset, results, picture,
        };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var found = SearchOptions.GenotypeOf(parsed.GetRequiredValue(genotype), parsed.GetRequiredValue(results));
            var plan = parsed.GetValue(preset) is { } name
                ? SearchPreset.Named(name).Derived(found)
                : CellNetworkPlan.Cifar("derived", found);
            plan = plan with { Cells = parsed.GetValue(cells) ?? plan.Cells, Channels = parsed.GetValue(channels) ?? plan.Channels };
            SearchReport.WriteCount(found, plan.Validated(), output);
            var path = parsed.GetValue(picture) ?? Path.Combine(parsed.GetRequiredValue(results).FullName, "genotype.png");
            GenotypePicture.Of(plan).SavePng(path);
            output.WriteLine($"picture: {path}");
        });
        return command;
    }
}
