using System.CommandLine;
using Sandglass.Search.Studies;
using Spectre.Console;
using Workbench.Progress;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench search arm</c>: one arm of the study with one seed: searches, derives, trains from scratch.</summary>
internal sealed class SearchArmCommand
{
    private readonly Argument<string> _arm = new Argument<string>("arm") { Description = "what to search" }
        .AcceptOnlyFromAmong([.. SearchArm.All.Select(arm => arm.Name)]);

    private readonly Option<int> _seed = new("--seed") { Description = "seed of all random streams", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _worker = new("--worker") { Hidden = true, Description = "work for a parent process" };
    private readonly Option<string> _preset = SearchOptions.Preset();
    private readonly Option<DirectoryInfo> _results = CommonOptions.Out();
    private readonly Option<uint> _checkpoints = CommonOptions.CheckpointSeconds();

    private SearchArmCommand()
    {
    }

    public static Command Create()
    {
        var arm = new SearchArmCommand();
        var command = new Command("arm", "One arm of the study with one seed: search, derive, train from scratch.")
        {
            arm._arm, arm._seed, arm._preset, arm._results, arm._checkpoints, arm._worker,
        };
        // On another thread: Ctrl-C is caught only once the command has given its task back.
        command.SetAction((parsed, cancellation) => Task.Run(() => arm.Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private int Run(ParseResult asked, CancellationToken cancellation)
    {
        var output = asked.InvocationConfiguration.Output;
        var store = SearchOptions.Runs(asked.GetRequiredValue(_results), asked.GetValue(_checkpoints), output);
        var study = new SearchStudy(SearchPreset.Named(asked.GetRequiredValue(_preset)));
        var (arm, seed) = (SearchArm.Named(asked.GetRequiredValue(_arm)), asked.GetValue(_seed));
        using var data = study.Preset.LoadData();
        if (asked.GetValue(_worker))
        {
            WorkerProtocol.Serve((progress, stop) => study.Run(arm, seed, store, data, progress, stop), cancellation);
            return 0;
        }

        SearchReport.WriteProxy(study.Preset, data, output);
        SearchArmRun run;
        using (var display = ProgressDisplay.Start(AnsiConsole.Console, $"search {arm.Name}"))
        {
            run = study.Run(arm, seed, store, data, new DisplayedTraining(display), cancellation);
        }

        SearchReport.WriteArm(run, output);
        return 0;
    }
}
