using System.CommandLine;
using Sandglass;
using Sandglass.Networks;
using Sandglass.Training;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench train</c>: one network on the embedded images.</summary>
internal static class TrainCommand
{
    private static readonly Dictionary<string, BlockFamily> Families =
        Enum.GetValues<BlockFamily>().ToDictionary(FamilyBlocks.Name);

    public static Command Create()
    {
        var family = new Option<string?>("--family") { Description = "kind of block that the network is built of (required)" }
            .Among([.. Families.Keys]);
        var (width, epochs, learningRate) = (CommonOptions.Width(), CommonOptions.Epochs(), CommonOptions.LearningRate());
        var (preset, seed, device) = (CommonOptions.Preset(), CommonOptions.Seed(), CommonOptions.Device());
        var (results, checkpoints) = (CommonOptions.Out(), CommonOptions.CheckpointSeconds());
        var command = new Command(
            "train", "Train one network on the images in the repository. A finished run is not repeated; an interrupted one continues.")
        {
            family, width, seed, preset, epochs, learningRate, device, results, checkpoints,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var filling = Families[parsed.GetValue(family) ?? throw new UsageException("--family is required")];
            var chosen = Preset.Named(parsed.GetRequiredValue(preset));
            var recipe = chosen.Recipe with
            {
                Epochs = parsed.GetValue(epochs) ?? chosen.Recipe.Epochs,
                LearningRate = parsed.GetValue(learningRate) ?? chosen.Recipe.LearningRate,
            };
            var output = parsed.InvocationConfiguration.Output;
            using var data = chosen.LoadData();
            var plan = MacroPlan.SmallImage.Fill(filling, parsed.GetValue(width));
            var spec = new RunSpec(new Classification(plan), recipe.Validated(), data.Identity, parsed.GetValue(seed)) { Device = CommonOptions.DeviceOf(parsed.GetRequiredValue(device)) };
            var store = CommonOptions.Runs(parsed.GetRequiredValue(results), parsed.GetValue(checkpoints), output);
            var (run, how) = SingleRun.FindOrTrain(store, spec, data, cancellation);
            RunsReport.WriteOutcome(run, how, output);
            return Task.FromResult(0);
        });
        return command;
    }
}
