using System.CommandLine;
using Sandglass.Search.Studies;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench search run</c>: one search, by alphas or at random.</summary>
internal sealed class SearchRunCommand
{
    private readonly Option<string> _space = SearchOptions.Space();
    private readonly Option<bool> _random = new("--random") { Description = "search at random instead (the baseline), for as many multiply-adds as the search" };
    private readonly Option<bool> _secondOrder = new("--second-order") { Description = "use second-order gradients for the architecture weights (2.5 times the work)" };
    private readonly Option<bool> _stop = new("--stop-at-alarm") { Description = "stop when skip connections take over, and keep the genotype of the previous epoch" };
    private readonly Option<int?> _epochs = CommonOptions.Epochs("epochs of the search, instead of the preset's");
    private readonly Option<int> _seed = CommonOptions.Seed();
    private readonly Option<string> _device = CommonOptions.Device();
    private readonly Option<string> _backend = CommonOptions.Backend();
    private readonly Option<string> _preset = SearchOptions.Preset();
    private readonly Option<string?> _images = SearchOptions.Images();
    private readonly Option<DirectoryInfo> _results = CommonOptions.Out();
    private readonly Option<int> _checkpoints = CommonOptions.CheckpointSeconds();

    private SearchRunCommand()
    {
    }

    public static Command Create()
    {
        var run = new SearchRunCommand();
        var command = new Command("run", "Search one space for a genotype, the operations of the cells. A finished search is not repeated; an interrupted one continues.")
        {
            run._space, run._random, run._secondOrder, run._stop, run._epochs, run._seed, run._preset, run._images, run._device, run._backend, run._results, run._checkpoints,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(run.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var output = asked.InvocationConfiguration.Output;
        var store = CommonOptions.Runs(asked.GetRequiredValue(_results), asked.GetValue(_checkpoints), output);
        if (asked.GetValue(_random) && asked.GetValue(_stop))
        {
            throw new UsageException("--stop-at-alarm and --random cannot be combined; leave one out");
        }

        if (asked.GetValue(_random) && asked.GetRequiredValue(_preset).Equals(SearchPreset.Paper.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"--random is the baseline of the proxies; the preset {SearchPreset.Paper.Name} has none");
        }

        var (preset, arm) = (Preset(asked), new SearchArm("", SearchOptions.SpaceOf(asked.GetRequiredValue(_space)), asked.GetValue(_random)));
        using var data = preset.LoadData(asked.GetValue(_images));
        SearchReport.WriteProxy(preset, data, output, arm.Space);
        var (device, backend) = CommonOptions.Trained(asked, _device, _backend);
        var spec = preset.SearchOf(arm, data, asked.GetValue(_seed)) with { Device = device, Backend = backend };
        var (run, _) = SingleRun.FindOrTrain(store, spec, data, cancellation);
        SearchReport.WriteSearch(run, output);
        return 0;
    }

    private SearchPreset Preset(ParseResult asked)
    {
        var preset = SearchPreset.Named(asked.GetRequiredValue(_preset));
        return preset with
        {
            Search = preset.Search with { SecondOrder = asked.GetValue(_secondOrder), StopAtAlarm = asked.GetValue(_stop) },
            Searching = (preset.Searching with { Epochs = asked.GetValue(_epochs) ?? preset.Searching.Epochs }).Validated(),
        };
    }
}
