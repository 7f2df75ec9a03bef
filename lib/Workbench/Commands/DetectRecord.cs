using System.CommandLine;
using Sandglass;
using Sandglass.Detection.Data;
using Sandglass.Detection.Studies;
using Sandglass.Detection.Training;

namespace Workbench.Commands;

/// <summary><c>workbench detect record</c>: finished runs as small tables that travel with the repository.</summary>
internal static class DetectRecord
{
    public static Command Create()
    {
        var hashes = new Argument<string[]>("runs") { Description = "first digits of the runs' hashes; all finished runs by default", Arity = ArgumentArity.ZeroOrMore };
        var runs = new Option<string>("--runs") { Description = "folder of detectors' runs", DefaultValueFactory = _ => Path.Combine("results", "detection") };
        var test = new Option<int>("--test") { Description = "generated pictures that they were tested on", DefaultValueFactory = _ => 1000 };
        var to = new Option<string>("--out") { Description = "folder to fill, such as data/studies/detection", Required = true };
        var command = new Command("record", "Record finished runs on the generated pictures as small tables.") { hashes, runs, test, to };
        command.SetAction(parsed =>
        {
            var store = new DetectionRunStore(parsed.GetRequiredValue(runs));
            var wanted = parsed.GetValue(hashes) is { Length: > 0 } named ? named : [.. store.Finished()];
            if (wanted.Length == 0)
            {
                throw new WorkbenchException($"{store.Directory} holds no finished run; train some with workbench detect train");
            }
            var pictures = GeneratedSplits.Load(test: parsed.GetValue(test)).Test;
            var record = DetectionRecord.Of(wanted.Select(store.Named), pictures);
            record.Write(parsed.GetRequiredValue(to));
            parsed.InvocationConfiguration.Output.WriteLine($"{record.Detectors.Count} runs are recorded in {parsed.GetRequiredValue(to)}");
            return 0;
        });
        return command;
    }
}
