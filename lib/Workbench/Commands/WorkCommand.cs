using System.CommandLine;
using System.Text.Json;
using Sandglass;
using Sandglass.Studies.Diagnostics;
using Sandglass.Training;
using WholeFiles;
using Workbench.Running;

namespace Workbench.Commands;

/// <summary><c>workbench work</c>, hidden: trains one run, of whichever task, for a parent process or as a task of a job array.</summary>
internal static class WorkCommand
{
    private const long MostBytes = 1L << 24;

    public static Command Create()
    {
        var order = new Argument<string>("order") { Description = $"file that says the run, its data and its observers; {WorkerProtocol.FirstLine} for the first line of the input" };
        var runs = new Option<string>("--runs") { Description = "folder of runs", Required = true };
        var checkpoints = CommonOptions.CheckpointSeconds();
        var alone = new Option<bool>(WorkerProtocol.AloneOption) { Description = "there is no parent: the end of the input stops nothing, and no steps are reported" };
        var command = new Command("work") { order, runs, checkpoints, alone };
        command.Hidden = true;
        command.SetAction((parsed, cancellation) => WorkerProtocol.AnswerAsync(() =>
        {
            var (spec, source, observers, mayDiverge) = Read(parsed.GetRequiredValue(order));
            var store = new RunStore(parsed.GetRequiredValue(runs))
            {
                CheckpointInterval = TimeSpan.FromSeconds(parsed.GetValue(checkpoints)),
                Note = parsed.InvocationConfiguration.Output.WriteLine,
            };
            using var data = source.Load();
            void Work(IProgress<TrainingProgress>? progress, CancellationToken stop) => store.FindOrTrain(spec, data, Observers.Create(observers, spec), mayDiverge, progress, stop);
            if (parsed.GetValue(alone))
            {
                Work(null, cancellation);
            }
            else
            {
                WorkerProtocol.Serve(Work, cancellation);
            }

            return Task.CompletedTask;
        }));
        return command;
    }

    private static RunOrder Read(string path)
    {
        try
        {
            return RunJson.Parse<RunOrder>(path == WorkerProtocol.FirstLine ? WorkerProtocol.ReadLine() : BoundedFile.ReadText(path, MostBytes));
        }
        catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new WorkbenchException($"{path} does not describe a run ({wrong.Message}); only the workbench itself calls this command", wrong);
        }
    }
}
