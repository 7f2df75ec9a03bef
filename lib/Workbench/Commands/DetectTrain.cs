using System.CommandLine;
using Sandglass.Data;
using Sandglass.Detection.Data;
using Sandglass.Detection.Data.Voc;
using Sandglass.Detection.Training;
using Sandglass.Weights;
using Spectre.Console;
using Workbench.Progress;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench detect train</c>: one detector, on generated pictures or a VOC devkit.</summary>
internal sealed class DetectTrain
{
    private readonly DetectorOptions _detector = new();
    private readonly Option<int> _seed = new("--seed") { Description = "seed of all random streams", DefaultValueFactory = _ => 1 };
    private readonly Option<int?> _epochs = new("--epochs") { Description = "epochs, instead of the recipe's" };
    private readonly Option<int?> _batch = new("--batch-size") { Description = "pictures a step, instead of the recipe's" };
    private readonly Option<double?> _rate = new("--learning-rate") { Description = "learning rate, instead of the recipe's" };
    private readonly Option<FileInfo?> _weights = new("--backbone-weights") { Description = "classifier's weights that the backbone starts from" };
    private readonly Option<string?> _worker = new("--worker") { Hidden = true, Description = "train the spec in this file for a parent process" };
    private readonly Option<string> _preset = CommonOptions.Preset();
    private readonly Option<DirectoryInfo> _results = CommonOptions.Out();

    private readonly Option<string> _train = new("--train")
    {
        Description = "the devkit's lists for training",
        DefaultValueFactory = _ => string.Join('+', VocPart.Training),
    };

    private readonly Option<uint> _checkpoints = new("--checkpoint-seconds")
    {
        Description = "least time between two checkpoints, 0 for one after each step; each epoch ends with one",
        DefaultValueFactory = _ => 30,
    };

    private DetectTrain()
    {
    }

    public static Command Create()
    {
        var train = new DetectTrain();
        var command = new Command(
            "train", "Train one detector: the small one on generated pictures, or SSDLite320 on a VOC devkit. A finished run is found, one that was cut goes on.")
        {
            train._detector.Backbone, train._seed, train._preset, train._epochs, train._batch, train._rate, train._results, train._checkpoints,
            train._detector.Voc, train._train, train._detector.Test, train._detector.Taps, train._weights, train._worker,
        };
        // On another thread: Ctrl-C is caught only once the command has given its task back.
        command.SetAction((parsed, cancellation) => Task.Run(() => train.Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var output = asked.InvocationConfiguration.Output;
        var store = new DetectionRunStore(CommonOptions.Detections(asked.GetRequiredValue(_results)))
        {
            CheckpointInterval = TimeSpan.FromSeconds(asked.GetValue(_checkpoints)),
            Note = output.WriteLine,
        };
        var data = Data(asked);
        var weights = asked.GetValue(_weights) is { } file ? SafetensorsFile.Read(file.FullName) : null;
        if (asked.GetValue(_worker) is { } specFile)
        {
            var wanted = DetectionRunSpecFile.Read(specFile);
            WorkerProtocol.Serve((progress, stop) => store.FindOrTrain(wanted, data, weights, progress, stop), cancellation);
            return 0;
        }

        var spec = Spec(asked, data);
        if (store.Find(spec) is { } finished)
        {
            DetectReport.WriteRun(finished, "found, not repeated", output);
            return 0;
        }

        DetectionRun run;
        using (var display = ProgressDisplay.Start(AnsiConsole.Console, $"training {spec.Plan.Name}"))
        {
            run = store.FindOrTrain(spec, data, weights, new DisplayedTraining(display, "validation mAP"), cancellation);
        }

        DetectReport.WriteRun(run, "trained", output);
        return 0;
    }

    private DetectionSplits Data(ParseResult asked) => asked.GetValue(_detector.Voc) is { } devkit
        ? new DetectionSplits(
            DetectorOptions.Open(devkit, asked.GetRequiredValue(_train)), null, DetectorOptions.Open(devkit, asked.GetRequiredValue(_detector.Test)))
        : DetectionPreset.Named(asked.GetRequiredValue(_preset)).LoadData();

    private DetectionRunSpec Spec(ParseResult asked, DetectionSplits data)
    {
        var isVoc = asked.GetValue(_detector.Voc) is not null;
        var plan = isVoc ? _detector.Full(asked, data.Training) : _detector.Small(asked);
        var recipe = isVoc ? VocRecipe(data.Training) : DetectionPreset.Named(asked.GetRequiredValue(_preset)).Recipe;
        recipe = recipe with
        {
            Epochs = asked.GetValue(_epochs) ?? recipe.Epochs,
            BatchSize = asked.GetValue(_batch) ?? recipe.BatchSize,
            LearningRate = asked.GetValue(_rate) ?? recipe.LearningRate,
        };
        return new DetectionRunSpec(plan, recipe.Validated(), DetectionIdentity.Of(data), asked.GetValue(_seed))
        {
            BackboneWeights = asked.GetValue(_weights) is { } file ? Checksums.Sha256(file.FullName) : null,
        };
    }

    // The released code's means are of three channels; grey pictures are normalised by their own.
    private static DetectionRecipe VocRecipe(IDetectionSet set) =>
        set.Channels == 3 ? DetectionRecipe.Voc : DetectionRecipe.Voc with { Normalization = null };
}
