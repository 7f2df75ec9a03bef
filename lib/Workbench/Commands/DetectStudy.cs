using System.CommandLine;
using System.Text.Json;
using Sandglass;
using Sandglass.Detection.Data;
using Sandglass.Detection.Studies;
using Sandglass.Detection.Training;
using Sandglass.Training;
using Workbench.Running;
using Workbench.Studies;

namespace Workbench.Commands;

/// <summary><c>workbench detect study</c>: both backbones in the small detector, over seeds.</summary>
internal static class DetectStudy
{
    public static Command Create()
    {
        var (results, workers, checkpoints) = (CommonOptions.Out(), CommonOptions.Workers(), CommonOptions.CheckpointSeconds());
        var smoke = Smoke();
        var record = new Option<bool>("--record") { Description = "write the finished study into data/studies" };
        var worker = new Option<string?>("--worker") { Hidden = true, Description = "train the spec in this file for a parent process" };
        var command = new Command("study", "Train both backbones over seeds, what is missing of it, and say what they find.")
        {
            results, workers, checkpoints, smoke, record, worker,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var store = new DetectionRunStore(Path.Combine(parsed.GetRequiredValue(results).FullName, "detection"))
            {
                CheckpointInterval = TimeSpan.FromSeconds(parsed.GetValue(checkpoints)),
                Note = parsed.InvocationConfiguration.Output.WriteLine,
            };
            var isSmoke = parsed.GetValue(smoke);
            return parsed.GetValue(worker) is { } spec
                ? Task.Run(() => Work(spec, Pictures(isSmoke), store, cancellation), CancellationToken.None)
                : new DetectionStudyRunner(store, parsed.GetValue(workers), parsed.InvocationConfiguration.Output).RunAsync(
                    isSmoke ? Shortened() : new DetectionStudy(), Pictures(isSmoke), isSmoke, parsed.GetValue(record), cancellation);
        });
        return command;
    }

    private static Option<bool> Smoke() => new("--smoke") { Description = "the same grid in seconds; its precisions mean nothing" };

    private static DetectionStudy Shortened() => new() { Seeds = [1, 2], Recipe = DetectionRecipe.Small with { Epochs = 1, BatchSize = 4, WarmupSteps = 2 } };

    private static DetectionSplits Pictures(bool smoke) =>
        DetectionSplits.Of(smoke ? GeneratedSplits.Load(training: 16, validation: 4, test: 8) : GeneratedSplits.Load());

    private static int Work(string path, DetectionSplits data, DetectionRunStore store, CancellationToken cancellation)
    {
        var spec = JsonSerializer.Deserialize<DetectionRunSpec>(File.ReadAllText(path), RunJson.Options)
            ?? throw new WorkbenchException($"{path} is no spec of a detector's run");
        WorkerProtocol.Serve((progress, stop) => store.FindOrTrain(spec, data, null, progress, stop), cancellation);
        return 0;
    }
}
