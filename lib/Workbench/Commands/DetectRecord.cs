using System.CommandLine;
using Sandglass;
using Sandglass.Detection.Studies;
using Sandglass.Detection.Training;

namespace Workbench.Commands;

/// <summary><c>workbench detect record</c>: finished runs as small tables that travel with the repository.</summary>
internal static class DetectRecord
{
    public static Command Create()
    {
        var hashes = new Argument<string[]>("runs")
        {
            Description = "first digits of the runs' hashes; by default all finished runs",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var (preset, results) = (CommonOptions.Preset(), CommonOptions.Out());
        var to = new Option<string>("--to") { Description = "folder to fill, such as data/studies/detection", Required = true };
        var command = new Command("record", "Record finished runs on the preset's generated pictures as small tables.") { hashes, preset, results, to };
        command.SetAction(parsed =>
        {
            var store = new DetectionRunStore(CommonOptions.Detections(parsed.GetRequiredValue(results)));
            var wanted = parsed.GetValue(hashes) is { Length: > 0 } named ? named : [.. store.Finished()];
            if (wanted.Length == 0)
            {
                throw new WorkbenchException($"{store.Directory} holds no finished run; train some with workbench detect train");
            }
            var data = DetectionPreset.Named(parsed.GetRequiredValue(preset)).LoadData();
            var record = DetectionRecord.Of(wanted.Select(store.Named), data.Test);
            record.Write(parsed.GetRequiredValue(to));
            parsed.InvocationConfiguration.Output.WriteLine($"{record.Detectors.Count} runs are recorded in {parsed.GetRequiredValue(to)}");
            return 0;
        });
        return command;
    }
}
