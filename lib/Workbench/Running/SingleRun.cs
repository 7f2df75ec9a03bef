using Sandglass;
using Sandglass.Data;
using Sandglass.Training;
using Spectre.Console;
using Workbench.Progress;

namespace Workbench.Running;

/// <summary>One run of any task in this process, with its progress on the display.</summary>
internal static class SingleRun
{
    /// <summary>The run and whether it was found or trained, in words.</summary>
    public static (Run Run, string How) FindOrTrain(RunStore store, RunSpec spec, IRunData data, CancellationToken cancellation)
    {
        if (store.Find(spec) is { } finished)
        {
            return (finished, "found, not repeated");
        }

        using var display = ProgressDisplay.Start(AnsiConsole.Console, $"{spec.Task.Kind} {spec.Task.Name}");
        return (store.FindOrTrain(spec, data, new DisplayedTraining(display, spec.Task.ScoreName), cancellation), "trained");
    }
}
