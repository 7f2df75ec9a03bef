using System.CommandLine;
using Sandglass.Detection.Data.Voc;
using Sandglass.Detection.Training;
using Sandglass.Training;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench detect train</c>: one detector, on generated pictures or a VOC devkit.</summary>
internal sealed class DetectTrain
{
    private readonly DetectorOptions _detector = new();
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<string> _device = CommonOptions.Device();
    private readonly Option<string> _backend = CommonOptions.Backend();
    private readonly Option<string> _precision = CommonOptions.Precision();
    private readonly Option<int?> _epochs = CommonOptions.Epochs("epochs, instead of the recipe's");
    private readonly Option<int?> _batch = Ranges.BatchSize.Option("--batch-size", "batch size, instead of the recipe's");
    private readonly Option<double?> _rate = CommonOptions.LearningRate("learning rate, instead of the recipe's");
    private readonly Option<FileInfo?> _weights = new("--backbone-weights") { Description = "weights of a classifier that the backbone starts from, a safetensors or .pth file", HelpName = CommonOptions.File };
    private readonly Option<string> _preset = CommonOptions.Preset();
    private readonly Option<DirectoryInfo> _results = CommonOptions.Out();

    private readonly Option<string> _train = new("--train")
    {
        Description = "lists of the devkit to train on",
        DefaultValueFactory = _ => string.Join('+', VocPart.Training),
    };

    private readonly Option<int> _checkpoints = CommonOptions.CheckpointSeconds();

    private DetectTrain()
    {
    }

    public static Command Create()
    {
        var train = new DetectTrain();
        var command = new Command(
            "train", "Train a detector: the small one on generated pictures, or SSDLite320 on a VOC devkit. A finished run is not repeated; an interrupted one continues.")
        {
            train._detector.Backbone, train._seed, train._preset, train._epochs, train._batch, train._rate, train._device, train._backend, train._precision, train._results, train._checkpoints,
            train._detector.Voc, train._train, train._detector.Test, train._detector.Features, train._weights,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(train.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var output = asked.InvocationConfiguration.Output;
        var store = CommonOptions.Runs(asked.GetRequiredValue(_results), asked.GetValue(_checkpoints), output);
        var data = Data(asked);
        var (run, how) = SingleRun.FindOrTrain(store, Spec(asked, data), data, cancellation);
        DetectReport.WriteRun(run, how, output);
        return 0;
    }

    private DetectionSplits Data(ParseResult asked)
    {
        var data = asked.GetValue(_detector.Voc) is { } devkit
            ? new DetectionSplits(
                DetectorOptions.Open(devkit, asked.GetRequiredValue(_train)), null, DetectorOptions.Open(devkit, asked.GetRequiredValue(_detector.Test)))
            : DetectionPreset.Named(asked.GetRequiredValue(_preset)).LoadData();
        return data with { BackboneWeights = asked.GetValue(_weights) is { } file ? NamedWeights.Read(file.FullName, asked.InvocationConfiguration.Error) : null };
    }

    private RunSpec Spec(ParseResult asked, DetectionSplits data)
    {
        var isVoc = asked.GetValue(_detector.Voc) is not null;
        var preset = isVoc ? DetectionPreset.Voc : DetectionPreset.Named(asked.GetRequiredValue(_preset));
        var task = preset.Task(isVoc ? _detector.Full(asked, data.Training) : _detector.Small(asked)) with { BackboneWeights = data.BackboneWeights?.Sha256 };
        var recipe = preset.Recipe with
        {
            Epochs = asked.GetValue(_epochs) ?? preset.Recipe.Epochs,
            BatchSize = asked.GetValue(_batch) ?? preset.Recipe.BatchSize,
            LearningRate = asked.GetValue(_rate) ?? preset.Recipe.LearningRate,
            // The released code's means are of three channels; grey pictures are normalised by their own.
            Normalization = data.Training.Channels == 3 ? preset.Recipe.Normalization : null,
        };
        var (device, backend) = CommonOptions.Trained(asked, _device, _backend);
        return new RunSpec(task.Validated(recipe), recipe, data.Identity, asked.GetValue(_seed))
        {
            Device = device,
            Backend = backend,
            Precision = asked.GetRequiredValue(_precision),
        };
    }
}
