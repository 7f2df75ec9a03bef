using System.CommandLine;
using Sandglass;
using Sandglass.Blocks;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Training;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench train</c>: one network, on images of the repository, published sets or own pictures.</summary>
internal sealed class TrainCommand
{
    private static readonly Dictionary<string, BlockFamily> Families =
        Enum.GetValues<BlockFamily>().ToDictionary(FamilyBlocks.Name);

    private readonly Option<string?> _family = new Option<string?>("--family") { Description = "block family of a network for small images" }.Among([.. Families.Keys]);

    private readonly Option<string?> _network = new Option<string?>("--network") { Description = "a whole network, instead of --family" }
        .AmongListed("network", NetworksCommand.Called, NetworksCommand.Names);

    private readonly Option<double> _width = CommonOptions.Width();
    private readonly TrainImages _images = new();
    private readonly Option<int> _seed = CommonOptions.Seed();

    private readonly Option<string> _preset = new Option<string>("--preset")
    {
        Description = $"{CommonOptions.Preset().Description}; paper, logged: MobileNeXt on ImageNet as the paper's text and the released log say",
        DefaultValueFactory = _ => Preset.Standard.Name,
    }.Among([.. Preset.All.Select(preset => preset.Name), .. ImageNetPreset.All.Select(preset => preset.Name)]);

    private readonly Option<int?> _epochs = CommonOptions.Epochs();
    private readonly Option<int?> _batch = Ranges.BatchSize.Option("--batch-size", "batch size, instead of the preset's");
    private readonly Option<double?> _rate = CommonOptions.LearningRate();
    private readonly Option<double?> _mean = Ranges.WeightEma.Option("--weight-ema", "decay of the running mean of all weights, which is then evaluated and kept, such as 0.9999");
    private readonly Option<string> _device = CommonOptions.Device();
    private readonly Option<string> _backend = CommonOptions.Backend();
    private readonly Option<string> _precision = CommonOptions.Precision();
    private readonly Option<DirectoryInfo> _results = CommonOptions.Out();
    private readonly Option<int> _checkpoints = CommonOptions.CheckpointSeconds();

    private TrainCommand()
    {
    }

    public static Command Create()
    {
        var train = new TrainCommand();
        var command = new Command(
            "train", "Train one network on the images in the repository, on a published set, or on your own. A finished run is not repeated; an interrupted one continues.")
        {
            train._family, train._network, train._width,
        };
        train._images.Options.ToList().ForEach(command.Options.Add);
        foreach (var option in (Option[])[train._seed, train._preset, train._epochs, train._batch, train._rate, train._mean, train._device, train._backend, train._precision, train._results, train._checkpoints])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) => Task.FromResult(train.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var (output, family) = (asked.InvocationConfiguration.Output, asked.GetValue(_family));
        var network = asked.GetValue(_network) is { } name ? CommonOptions.Find(name) : null;
        if (family is null == network is null)
        {
            throw new UsageException(family is null ? "--family or --network is required" : "--family and --network both name a network; give one of them");
        }

        var published = ImageNetPreset.Find(asked.GetRequiredValue(_preset));
        if (published is not null && !_images.AreFiles(asked, network is not null))
        {
            throw new UsageException($"the preset {published.Name} is for pictures decoded from files; name a --network and their folder with --images");
        }

        var preset = published is null ? Preset.Named(asked.GetRequiredValue(_preset)) : Preset.Standard;
        var recipe = Recipe(asked, published?.Recipe ?? preset.Recipe);
        using var data = _images.Load(asked, network, preset, published?.ValidatesOnTest == true, cancellation);
        published?.Notes.ToList().ForEach(output.WriteLine);
        var plan = PlanOf(asked, network, data);
        var (device, backend) = CommonOptions.Trained(asked, _device, _backend);
        var spec = new RunSpec(new Classification(plan), recipe, data.Identity, asked.GetValue(_seed))
        {
            Device = device,
            Backend = backend,
            Precision = asked.GetRequiredValue(_precision),
        };
        var store = CommonOptions.Runs(asked.GetRequiredValue(_results), asked.GetValue(_checkpoints), output);
        var (run, how) = SingleRun.FindOrTrain(store, spec, data, cancellation);
        RunsReport.WriteOutcome(run, how, output);
        return 0;
    }

    private Recipe Recipe(ParseResult asked, Recipe recipe) => (recipe with
    {
        Epochs = asked.GetValue(_epochs) ?? recipe.Epochs,
        BatchSize = asked.GetValue(_batch) ?? recipe.BatchSize,
        LearningRate = asked.GetValue(_rate) ?? recipe.LearningRate,
        WeightEma = asked.GetValue(_mean) ?? recipe.WeightEma,
    }).Validated();

    private NetworkPlan PlanOf(ParseResult asked, CatalogueEntry? network, IClassifierData data)
    {
        try
        {
            return network is null
                ? MacroPlan.SmallImage.Fill(Families[asked.GetRequiredValue(_family)!], data, asked.GetValue(_width))
                : network.Plan(asked.GetValue(_width), data.Shape.Height, data.ClassNames.Count);
        }
        catch (InvalidSpecException impossible) when (network is not null)
        {
            throw new UsageException(impossible.Message, impossible);
        }
    }
}
