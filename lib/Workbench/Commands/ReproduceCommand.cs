using System.CommandLine;
using System.Diagnostics;
using Sandglass;
using Sandglass.Display.Tables;
using Sandglass.Paper;
using Spectre.Console;
using Workbench.Progress;
using Workbench.Reports;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench reproduce</c>: the main job, from images to a page of results.</summary>
internal static class ReproduceCommand
{
    public static Command Create()
    {
        var (preset, device, backend) = (CommonOptions.Preset(), CommonOptions.Device(), CommonOptions.AnyBackend());
        var (results, workers) = (CommonOptions.Out(), CommonOptions.Workers());
        var command = new Command("reproduce", "Train three kinds of block at two budgets and write a page of results. Finished runs are not trained again.")
        {
            preset, device, backend, results, workers,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var trained = CommonOptions.Trained(parsed, device, backend);
            return ReproduceAsync(
                Preset.Named(parsed.GetRequiredValue(preset)),
                trained,
                parsed.GetRequiredValue(results).FullName,
                CommonOptions.WorkersOn(parsed, workers, trained.Device),
                parsed.InvocationConfiguration.Output,
                cancellation);
        });
        return command;
    }

    private static async Task<int> ReproduceAsync(
        Preset preset, (string Device, string Backend) trained, string results, int workers, TextWriter output, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        WritableFolder.Require(results);
        preset = preset.By(trained.Backend);
        var comparison = BlockComparison.OnSmallImages(preset) with { Device = trained.Device, Backend = trained.Backend };
        var store = CommonOptions.Runs(new DirectoryInfo(results));
        using var data = comparison.Data.Load();
        var grid = comparison.Runs(data.Identity);
        ArmTables.Plan(comparison).ToList().ForEach(table => table.Capitalized().Write(output));
        var missing = grid.Where(place => !comparison.IsFinished(place, store)).ToArray();
        await output.WriteLineAsync($"{grid.Count} runs, {grid.Count - missing.Length} of them found in {store.Directory}");
        using (var display = ProgressDisplay.Start(AnsiConsole.Console, $"reproduce {preset.Name}"))
        {
            await new RunPool(store, workers, display).TrainAllAsync(PooledRun.Of(comparison, data.TrainingCount, missing), cancellation);
        }

        var record = StudyRecord.Of(comparison, grid.Select(place => (place, store.Find(place.Spec)!)));
        var report = ComparisonReport.Of(comparison, preset, record, clock.Elapsed, missing.Length);
        var page = (report with { Gallery = GalleryCommand.LinkFrom(results) }).Write(results);
        ArmTables.Results(record).Capitalized().Write(output);
        await output.WriteLineAsync($"\n{report.Answer}\nresults: {page}");
        return 0;
    }
}
