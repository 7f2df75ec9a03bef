using System.CommandLine;
using Sandglass;
using Sandglass.Training;
using Workbench.Exports;
using Workbench.Reports;

namespace Workbench.Commands;

/// <summary><c>workbench runs export</c>: finished runs for TensorBoard, and as Parquet files.</summary>
internal static class RunsExportCommand
{
    internal static Command Create()
    {
        var runs = new Argument<string[]>("run") { HelpName = "RUN", Description = "first digits of runs' hashes [default: all finished runs]", Arity = ArgumentArity.ZeroOrMore };
        var (folders, results) = (new ExportFolders(), CommonOptions.Out());
        var command = new Command("export", "Write finished runs for TensorBoard, or as Parquet files for pandas, R and others.") { runs, results };
        folders.Options.ToList().ForEach(command.Add);
        command.SetAction((parsed, cancellation) =>
        {
            folders.Require(parsed);
            var store = CommonOptions.Runs(parsed.GetRequiredValue(results));
            Run[] found = parsed.GetValue(runs) is { Length: > 0 } named
                ? [.. named.Select(digits => Named(store, digits)).DistinctBy(run => run.Hash)]
                : All(store, parsed.InvocationConfiguration.Output);
            return folders.WriteAsync(parsed, [.. found.Select(run => new ExportedRun(run))], cancellation);
        });
        return command;
    }

    // One that diverged is finished too: it has its epochs, and says so.
    private static Run Named(RunStore store, string digits) =>
        store.Named(CommonOptions.Hash(digits)).Finished ?? store.FinishedNamed(CommonOptions.Hash(digits));

    private static Run[] All(RunStore store, TextWriter output)
    {
        var listed = store.List();
        foreach (var run in listed.Where(run => run.Finished is null))
        {
            output.WriteLine($"left out: {run.Hash}, {RunsReport.State(run)}");
        }

        Run[] finished = [.. listed.Select(run => run.Finished).OfType<Run>()];
        return finished.Length > 0 ? finished : throw new WorkbenchException($"{Wording.NoneYet("finished runs", store.Directory)}; train one first");
    }
}
