using System.CommandLine;
using Sandglass.Blocks;
using Sandglass.Networks;
using Sandglass.Studies.Inside;
using Sandglass.Training;
using Spectre.Console;
using Workbench.Progress;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench train</c>: one network on the embedded images.</summary>
internal static class TrainCommand
{
    private static readonly Dictionary<string, BlockFamily> Families =
        Enum.GetValues<BlockFamily>().ToDictionary(FamilyBlocks.Name);

    public static Command Create()
    {
        var family = new Option<string?>("--family") { Description = "the block that fills the small-image plan (required)" }
            .AcceptOnlyFromAmong([.. Families.Keys]);
        var width = new Option<double>("--width") { Description = "width multiplier", DefaultValueFactory = _ => 1.0 };
        var seed = new Option<int>("--seed") { Description = "seed of all random streams", DefaultValueFactory = _ => 1 };
        var epochs = new Option<int?>("--epochs") { Description = "epochs, instead of the preset's" };
        var learningRate = new Option<double?>("--learning-rate") { Description = "learning rate, instead of the preset's" };
        var worker = new Option<string?>("--worker") { Hidden = true, Description = "train the spec in this file for a parent process" };
        var observe = new Option<string>("--observe") { Hidden = true, Description = "names of observers, parted by commas", DefaultValueFactory = _ => "" };
        var (preset, results, checkpoints) = (CommonOptions.Preset(), CommonOptions.Out(), CommonOptions.CheckpointSeconds());
        var command = new Command(
            "train", "Train one network on the embedded images; a finished run is found, not repeated, and one that was cut goes on.")
        {
            family, width, seed, preset, epochs, learningRate, results, checkpoints, worker, observe,
        };
        // On another thread: Ctrl-C is caught only once the command has given its task back.
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var chosen = Preset.Named(parsed.GetRequiredValue(preset));
                var interval = TimeSpan.FromSeconds(parsed.GetValue(checkpoints));
                var output = parsed.InvocationConfiguration.Output;
                var store = CommonOptions.Runs(parsed.GetRequiredValue(results), interval, output);
                return parsed.GetValue(worker) is { } specFile
                    ? Work(RunSpecFile.Read(specFile), Names(parsed.GetRequiredValue(observe)), chosen, store, cancellation)
                    : Train(
                        Families[parsed.GetValue(family) ?? throw new UsageException("--family is required")],
                        parsed.GetValue(width),
                        parsed.GetValue(seed),
                        Adjusted(chosen, parsed.GetValue(epochs), parsed.GetValue(learningRate)),
                        store,
                        output,
                        cancellation);
            },
            CancellationToken.None));
        return command;
    }

    private static int Work(RunSpec spec, string[] observers, Preset preset, RunStore store, CancellationToken cancellation)
    {
        using var data = preset.LoadData();
        WorkerProtocol.Serve(
            (progress, stop) => store.FindOrTrain(spec, data, InsideStudy.Create(observers, spec), progress, stop), cancellation);
        return 0;
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static Preset Adjusted(Preset preset, int? epochs, double? learningRate) => preset with
    {
        Recipe = (preset.Recipe with
        {
            Epochs = epochs ?? preset.Recipe.Epochs,
            LearningRate = learningRate ?? preset.Recipe.LearningRate,
        }).Validated(),
    };

    private static int Train(
        BlockFamily family, double width, int seed, Preset preset, RunStore store, TextWriter output, CancellationToken cancellation)
    {
        var plan = MacroPlan.SmallImage.Fill(family, width);
        using var data = preset.LoadData();
        var spec = new RunSpec(plan, preset.Recipe, DataIdentity.Of(data), seed);
        if (store.Find(spec) is { } finished)
        {
            Report(finished, "found, not repeated", output);
            return 0;
        }

        Run run;
        using (var display = ProgressDisplay.Start(AnsiConsole.Console, $"training {plan.Name}"))
        {
            run = store.FindOrTrain(spec, data, new DisplayedTraining(display), cancellation);
        }

        Report(run, "trained", output);
        return 0;
    }

    private static void Report(Run run, string how, TextWriter output)
    {
        var summary = run.Summary;
        output.WriteLine(FormattableString.Invariant($"""
            {summary.Spec.Plan.Name}, seed {summary.Spec.Seed}: {how} in {run.Directory}
            accuracy: test {100 * summary.TestAccuracy:0.00} %, validation {100 * summary.ValidationAccuracy:0.00} %
            cost: {summary.Parameters:n0} parameters, {summary.MultiplyAdds:n0} multiply-adds (convolutions and linear layers)
            time: {summary.Spec.Recipe.Epochs} epochs in {run.Seconds:0.0} s, {run.ImagesPerSecond:0} training images/s on one thread
            """));
    }
}
