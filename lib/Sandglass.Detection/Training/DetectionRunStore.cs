using Sandglass.Detection.Networks;
using Sandglass.Training;
using Sandglass.Weights;

namespace Sandglass.Detection.Training;

/// <summary>Runs of detectors in one folder, each under its hash; how they outlive what ends a process: <see cref="ResumableRuns"/>.</summary>
/// <param name="directory">The folder, such as <c>results/detection</c>; made when the first run is trained.</param>
public sealed class DetectionRunStore(string directory)
{
    /// <summary>The folder of all runs.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>Least time between two checkpoints within an epoch; each epoch ends with one. What a fall costs, at most.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told, in a line, when a run goes on from a checkpoint, or when one could not be used.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Hashes of the finished runs, in order.</summary>
    public IReadOnlyList<string> Finished() => new ResumableRuns(Directory).Finished();

    /// <summary>The finished run of a spec, or null.</summary>
    /// <exception cref="WorkbenchException">The run is there but damaged.</exception>
    public DetectionRun? Find(DetectionRunSpec spec)
    {
        var path = Path.Combine(Directory, spec.Hash);
        return System.IO.Directory.Exists(path) ? DetectionRun.Read(path) : null;
    }

    /// <summary>The finished run whose hash begins so.</summary>
    /// <param name="prefix">First digits of the hash, enough to tell it from others.</param>
    /// <exception cref="WorkbenchException">There is none, or more than one, or it is damaged.</exception>
    public DetectionRun Named(string prefix) => DetectionRun.Read(new ResumableRuns(Directory).Named(prefix));

    /// <summary>The finished run of a spec, trained now if there is none.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="data">The pictures that the spec names; not owned.</param>
    /// <param name="backboneWeights">The classifier's weights that the spec names, if it does.</param>
    /// <param name="progress">Told of every step; its accuracy is the validation's mAP.</param>
    /// <param name="cancellation">Stops between steps; a checkpoint is left, from which the next call goes on.</param>
    /// <exception cref="WorkbenchException">Spec or data cannot be used, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public DetectionRun FindOrTrain(
        DetectionRunSpec spec,
        DetectionSplits data,
        SafetensorsFile? backboneWeights = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        if (Find(spec) is { } finished)
        {
            return finished;
        }

        if (spec.Data != DetectionIdentity.Of(data) || spec.BackboneWeights != backboneWeights?.Sha256)
        {
            throw new WorkbenchException($"run {spec.Hash} names other pictures or weights than the ones given; load those that it names");
        }

        var runs = new ResumableRuns(Directory) { CheckpointInterval = CheckpointInterval, Note = Note };
        runs.Train(new Wanted(this, spec, data, backboneWeights), progress, cancellation);
        return Find(spec)!;
    }

    private sealed class Wanted(DetectionRunStore store, DetectionRunSpec spec, DetectionSplits data, SafetensorsFile? backboneWeights)
        : IResumableRun
    {
        public string Hash => spec.Hash;

        public long Parameters => DetectorCounter.Count(spec.Plan).Parameters;

        public bool IsFinished() => store.Find(spec) is not null;

        public IResumableTraining Begin(string workspace) => new DetectionTraining(spec, data, backboneWeights);

        public void Join(string result)
        {
            // The run that was there first has the same bytes.
        }
    }
}
