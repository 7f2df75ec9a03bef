using System.CommandLine;
using Sandglass.Detection.Studies;
using Sandglass.Detection.Training;
using Workbench.Studies;

namespace Workbench.Commands;

/// <summary><c>workbench detect study</c>: both backbones in the small detector, over seeds.</summary>
internal static class DetectStudy
{
    public static Command Create()
    {
        var (preset, results) = (CommonOptions.Preset(), CommonOptions.Out());
        var (workers, checkpoints) = (CommonOptions.Workers(), CommonOptions.CheckpointSeconds());
        var record = new Option<bool>("--record") { Description = "write the finished study into data/studies" };
        var command = new Command("study", "Train both backbones over seeds, what is missing of it, and say what they find.")
        {
            preset, results, workers, checkpoints, record,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var store = new DetectionRunStore(CommonOptions.Detections(parsed.GetRequiredValue(results)))
            {
                CheckpointInterval = TimeSpan.FromSeconds(parsed.GetValue(checkpoints)),
            };
            CommonOptions.RequireRecordable(parsed.GetValue(record), parsed.GetRequiredValue(preset), DetectionPreset.Standard.Name);
            var runner = new DetectionStudyRunner(store, parsed.GetValue(workers), parsed.InvocationConfiguration.Output);
            return runner.RunAsync(
                DetectionStudy.Of(DetectionPreset.Named(parsed.GetRequiredValue(preset))), parsed.GetValue(record), cancellation);
        });
        return command;
    }
}
