using System.CommandLine;
using Sandglass.Search.Studies;
using Workbench.Studies;

namespace Workbench.Commands;

/// <summary><c>workbench search study</c>: every arm, over seeds.</summary>
internal static class SearchStudyCommand
{
    public static Command Create()
    {
        var (preset, results) = (SearchOptions.Preset(), CommonOptions.Out());
        var (workers, checkpoints) = (CommonOptions.Workers(), CommonOptions.CheckpointSeconds());
        var record = new Option<bool>("--record") { Description = "write the finished study into data/studies" };
        var command = new Command("study", "Search with the sandglass, without it, and at random, over seeds, what is missing of it, and say what was found.")
        {
            preset, results, workers, checkpoints, record,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var store = SearchOptions.Runs(parsed.GetRequiredValue(results), parsed.GetValue(checkpoints), output);
            var study = new SearchStudy(SearchPreset.Named(parsed.GetRequiredValue(preset)));
            CommonOptions.RequireRecordable(parsed.GetValue(record), study.Preset.Name, SearchPreset.Standard.Name);
            return new SearchStudyRunner(study, store, parsed.GetValue(workers), output).RunAsync(parsed.GetValue(record), cancellation);
        });
        return command;
    }
}
