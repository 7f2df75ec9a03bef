using System.CommandLine;
using Sandglass.Training;

namespace Workbench.Commands;

/// <summary>Options that several commands share, so that they mean the same everywhere.</summary>
internal static class CommonOptions
{
    internal static Option<string> Preset() => new Option<string>("--preset")
    {
        Description = "smoke: proves that it works, in seconds; standard: answers, in a quarter of an hour on two cores",
        DefaultValueFactory = _ => Sandglass.Training.Preset.Standard.Name,
    }.AcceptOnlyFromAmong([.. Sandglass.Training.Preset.All.Select(preset => preset.Name)]);

    internal static Option<DirectoryInfo> Out() => new("--out")
    {
        Description = "folder for runs and results",
        DefaultValueFactory = _ => new DirectoryInfo("results"),
    };

    internal static Option<int> Workers()
    {
        var workers = new Option<int>("--workers")
        {
            Description = "single-thread processes side by side",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        workers.Validators.Add(result =>
        {
            if (result.GetValue(workers) < 1)
            {
                result.AddError("--workers must be at least 1");
            }
        });
        return workers;
    }

    /// <summary>The runs of a results folder, told to write so many checkpoints and to say when a run goes on.</summary>
    internal static RunStore Runs(DirectoryInfo results, TimeSpan checkpoints, TextWriter output) =>
        new(Runs(results).Directory) { CheckpointInterval = checkpoints, Note = output.WriteLine };

    internal static RunStore Runs(DirectoryInfo results) => new(Path.Combine(results.FullName, "runs"));
}
