using System.CommandLine;
using Workbench.Exports;
using Workbench.Studies;

namespace Workbench.Commands;

/// <summary><c>workbench study export</c>: the finished runs of a study for TensorBoard, and as Parquet files.</summary>
internal static class StudyExportCommand
{
    internal static Command Create()
    {
        var (chosen, folders, results) = (new StudyChoice(), new ExportFolders(), CommonOptions.Out());
        var command = new Command("export", "Write the finished runs of a study for TensorBoard, or as Parquet files, with their arms and groups.")
        {
            chosen.Name, results,
        };
        chosen.Options.ToList().ForEach(command.Add);
        folders.Options.ToList().ForEach(command.Add);
        command.SetAction((parsed, cancellation) =>
        {
            folders.Require(parsed);
            var (_, finished) = StudyStatus.Finished(chosen.WithRuns(parsed), CommonOptions.Runs(parsed.GetRequiredValue(results), parsed.InvocationConfiguration.Output));
            return folders.WriteAsync(parsed, [.. finished.Select(item => new ExportedRun(item.Run, (item.Place.Arm.Name, item.Place.Arm.Group)))], cancellation);
        });
        return command;
    }
}
