using System.CommandLine;
using Sandglass;
using Sandglass.Data;
using Sandglass.Images;
using Sandglass.Networks;
using Sandglass.Training;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench train</c>: one network on the embedded images, or on a folder of own ones.</summary>
internal static class TrainCommand
{
    private const int OwnSide = 32; // what the plan is made for

    private static readonly string[] Sets = ["fashion-mnist", GlyphSet.Folder];

    private static readonly Dictionary<string, BlockFamily> Families =
        Enum.GetValues<BlockFamily>().ToDictionary(FamilyBlocks.Name);

    public static Command Create()
    {
        var family = new Option<string?>("--family") { Description = "block family of the network (required)" }
            .Among([.. Families.Keys]);
        var (width, epochs, learningRate) = (CommonOptions.Width(), CommonOptions.Epochs(), CommonOptions.LearningRate());
        var (preset, seed) = (CommonOptions.Preset(), CommonOptions.Seed());
        var (device, backend, precision) = (CommonOptions.Device(), CommonOptions.Backend(), CommonOptions.Precision());
        var (results, checkpoints) = (CommonOptions.Out(), CommonOptions.CheckpointSeconds());
        var set = new Option<string?>("--data") { HelpName = "SET", Description = "fashion-mnist, glyphs, or a folder that 'workbench data glyphs' wrote [default: fashion-mnist]" };
        set.CompletionSources.Add(Sets);
        var images = new Option<string?>("--images") { HelpName = CommonOptions.Folder, Description = "folder of your own JPEG and PNG files, one subfolder per class, instead of the images in the repository" };
        var side = Ranges.ImageSide.Option("--size", $"side in pixels to which your own images are scaled, {OwnSide} if not given");
        var colour = new Option<bool>("--colour") { Description = "use your own images in colour" };
        var batch = Ranges.BatchSize.Option("--batch-size", "batch size, instead of the preset's");
        var command = new Command(
            "train", "Train one network on the images in the repository, or on your own. A finished run is not repeated; an interrupted one continues.")
        {
            family, width, set, images, side, colour, seed, preset, epochs, batch, learningRate, device, backend, precision, results, checkpoints,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var filling = Families[parsed.GetValue(family) ?? throw new UsageException("--family is required")];
            var chosen = Preset.Named(parsed.GetRequiredValue(preset));
            var recipe = chosen.Recipe with
            {
                Epochs = parsed.GetValue(epochs) ?? chosen.Recipe.Epochs,
                BatchSize = parsed.GetValue(batch) ?? chosen.Recipe.BatchSize,
                LearningRate = parsed.GetValue(learningRate) ?? chosen.Recipe.LearningRate,
            };
            var output = parsed.InvocationConfiguration.Output;
            using var data = Load(parsed.GetValue(set), parsed.GetValue(images), parsed.GetValue(side), parsed.GetValue(colour), chosen);
            var plan = MacroPlan.SmallImage.Fill(filling, data, parsed.GetValue(width));
            var (where, kernels) = CommonOptions.Trained(parsed, device, backend);
            var spec = new RunSpec(new Classification(plan), recipe.Validated(), data.Identity, parsed.GetValue(seed))
            {
                Device = where,
                Backend = kernels,
                Precision = parsed.GetRequiredValue(precision),
            };
            var store = CommonOptions.Runs(parsed.GetRequiredValue(results), parsed.GetValue(checkpoints), output);
            var (run, how) = SingleRun.FindOrTrain(store, spec, data, cancellation);
            RunsReport.WriteOutcome(run, how, output);
            return Task.FromResult(0);
        });
        return command;
    }

    private static DatasetSplits Load(string? set, string? folder, int? side, bool colour, Preset preset) => folder switch
    {
        not null when set is not null => throw new UsageException("--data and --images both name images; give one of them"),
        not null => new FolderImages(folder, side ?? OwnSide, colour).LoadSplits(),
        _ when side is not null || colour => throw new UsageException("--size and --colour need a folder of images; name it with --images"),
        _ => Load(set ?? Sets[0], preset),
    };

    private static DatasetSplits Load(string set, Preset preset) => Array.FindIndex(Sets, name => name.Equals(set, StringComparison.OrdinalIgnoreCase)) switch
    {
        0 => preset.LoadData(),
        1 => preset.Glyphs.LoadSplits(),
        _ when Directory.Exists(set) => (preset.Glyphs with { Folder = set }).LoadSplits(),
        _ => throw new UsageException($"--data takes fashion-mnist, glyphs or the folder of a set of glyphs, not {Misuse.Quoted(set)}"),
    };
}
