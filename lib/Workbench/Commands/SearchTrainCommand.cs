using System.CommandLine;
using Sandglass.Search.Studies;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench search train</c>: the network of a genotype, from scratch.</summary>
internal sealed class SearchTrainCommand
{
    private readonly Argument<string> _genotype = SearchOptions.Genotype();
    private readonly Option<int?> _cells = Ranges.Cells.Option("--cells", "number of cells, instead of the preset's");
    private readonly Option<int?> _channels = Ranges.Channels.Option("--channels", "width of the first cell, instead of the preset's");
    private readonly Option<int?> _epochs = CommonOptions.Epochs();
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<string> _device = CommonOptions.Device();
    private readonly Option<string> _backend = CommonOptions.Backend();
    private readonly Option<string> _preset = SearchOptions.Preset();
    private readonly Option<string?> _images = SearchOptions.Images();
    private readonly Option<DirectoryInfo> _results = CommonOptions.Out();
    private readonly Option<int> _checkpoints = CommonOptions.CheckpointSeconds();

    private SearchTrainCommand()
    {
    }

    public static Command Create()
    {
        var train = new SearchTrainCommand();
        var command = new Command("train", "Evaluate a genotype: train its network from scratch and test it. A finished run is not repeated; an interrupted one continues.")
        {
            train._genotype, train._cells, train._channels, train._epochs, train._seed, train._preset, train._images, train._device, train._backend, train._results, train._checkpoints,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(train.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var (output, results) = (asked.InvocationConfiguration.Output, asked.GetRequiredValue(_results));
        var store = CommonOptions.Runs(results, asked.GetValue(_checkpoints), output);
        var preset = SearchPreset.Named(asked.GetRequiredValue(_preset));
        var plan = preset.Derived(SearchOptions.GenotypeOf(asked.GetRequiredValue(_genotype), results));
        plan = (plan with { Cells = asked.GetValue(_cells) ?? plan.Cells, Channels = asked.GetValue(_channels) ?? plan.Channels }).Validated();
        preset = preset with { Evaluation = (preset.Evaluation with { Epochs = asked.GetValue(_epochs) ?? preset.Evaluation.Epochs }).Validated() };
        using var data = preset.LoadData(asked.GetValue(_images));
        var (device, backend) = CommonOptions.Trained(asked, _device, _backend);
        var spec = preset.TrainingOf(plan, data, asked.GetValue(_seed)) with { Device = device, Backend = backend };
        var (run, _) = SingleRun.FindOrTrain(store, spec, data, cancellation);
        SearchReport.WriteTraining(run, output);
        return 0;
    }
}
