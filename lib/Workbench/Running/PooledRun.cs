using System.Globalization;
using Sandglass.Studies;
using Sandglass.Training;

namespace Workbench.Running;

/// <summary>A run as the pool sees it.</summary>
/// <param name="Name">What a failure calls it.</param>
/// <param name="Cost">How long it takes beside the others, in any unit.</param>
/// <param name="Spec">The run's spec as text, which the worker is given in a file.</param>
/// <param name="Arguments">The worker's command line, made from the path of that file.</param>
internal sealed record PooledRun(string Name, double Cost, string Spec, Func<string, IReadOnlyList<string>> Arguments)
{
    /// <summary>Runs of a study of classifiers.</summary>
    public static IReadOnlyList<PooledRun> Of(Study study, RunStore store, IEnumerable<StudyRun> runs) =>
    [
        .. runs.Select(run => new PooledRun(
            $"{run.Arm}, seed {run.Spec.Seed}",
            (double)run.Arm.Count.MultiplyAdds * run.Spec.Recipe.Epochs,
            RunSpecFile.Text(run.Spec),
            spec =>
            [
                "train", "--worker", spec,
                "--preset", study.Preset.Name,
                "--observe", string.Join(',', study.ObserversOf(run)),
                "--checkpoint-seconds", store.CheckpointInterval.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
                "--out", Path.GetDirectoryName(store.Directory)!,
            ])),
    ];
}
