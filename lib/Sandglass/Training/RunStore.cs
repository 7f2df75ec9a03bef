using Sandglass.Counting;
using Sandglass.Data;
using Sandglass.Runtime;
using Sandglass.Weights;

namespace Sandglass.Training;

/// <summary>
/// Finished runs in one folder, each under its hash. A run is written under a passing name and renamed when it is
/// whole, so that nothing half-written is ever found; of two processes at the same run the first to finish wins.
/// </summary>
/// <param name="directory">The folder; made when the first run is trained.</param>
public sealed class RunStore(string directory)
{
    /// <summary>The folder of all runs.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>The finished run of a spec, or null.</summary>
    /// <exception cref="WorkbenchException">The run is there but damaged.</exception>
    public Run? Find(RunSpec spec)
    {
        var path = Path.Combine(Directory, spec.Hash);
        return System.IO.Directory.Exists(path) ? RunFiles.Read(path) : null;
    }

    /// <summary>The finished run of a spec, trained now if there is none.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="data">The splits that the spec names; not owned.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops between steps; nothing is left behind.</param>
    /// <exception cref="WorkbenchException">Spec or data cannot be used, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Run FindOrTrain(
        RunSpec spec, DatasetSplits data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        FindOrTrain(spec, data, [], progress, cancellation);

    /// <summary>
    /// The finished run of a spec with the tables of observers, trained now if there is none. A finished run without one
    /// of the tables is trained again for it, and is not changed otherwise.
    /// </summary>
    /// <param name="spec">What to run.</param>
    /// <param name="data">The splits that the spec names; not owned.</param>
    /// <param name="observers">Look at the network between epochs; each adds its table.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops between steps; nothing is left behind.</param>
    /// <exception cref="WorkbenchException">
    /// Spec or data cannot be used, the folder cannot be written, or a run trained again for its observers differs.
    /// </exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Run FindOrTrain(
        RunSpec spec,
        DatasetSplits data,
        IReadOnlyList<IEpochObserver> observers,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var finished = Find(spec);
        var missing = observers.Where(observer => finished is null || !finished.Has(observer.FileName)).ToArray();
        if (finished is not null && missing.Length == 0)
        {
            return finished;
        }

        if (spec.Data != DataIdentity.Of(data))
        {
            throw new WorkbenchException($"run {spec.Hash} names other images than the ones given; load the data that it names");
        }

        var passing = Path.Combine(Directory, $".{spec.Hash}.{Guid.NewGuid():n}.partial");
        try
        {
            System.IO.Directory.CreateDirectory(passing);
            Train(passing, spec, data, new Observations(missing), progress, cancellation);
            if (!Publish(passing, Path.Combine(Directory, spec.Hash)))
            {
                Find(spec)!.AddTables(passing, missing.Select(observer => observer.FileName));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException($"run {spec.Hash} cannot be written to {Directory} ({error.Message}); choose a folder that can be written", error);
        }
        finally
        {
            if (System.IO.Directory.Exists(passing))
            {
                System.IO.Directory.Delete(passing, recursive: true);
            }
        }

        return Find(spec)!;
    }

    private static void Train(
        string directory,
        RunSpec spec,
        DatasetSplits data,
        Observations observations,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        using var trainer = new Trainer(spec, data);
        var metrics = new List<EpochMetrics>();
        var timing = new List<EpochTiming>();
        observations.Observe(new EpochMoment(0, trainer.Network, spec, data, trainer.Normalization, null), cancellation);
        for (var epoch = 1; epoch <= spec.Recipe.Epochs; epoch++)
        {
            var accuracy = metrics.LastOrDefault()?.ValidationAccuracy;
            var steps = new StepProgress(step =>
                progress?.Report(new TrainingProgress(step.Step, trainer.Steps, epoch, step.Loss, accuracy)));
            var (measured, timed) = trainer.TrainEpoch(epoch, steps, cancellation);
            metrics.Add(measured);
            timing.Add(timed);
            observations.Observe(
                new EpochMoment(epoch, trainer.Network, spec, data, trainer.Normalization, measured.TrainingLoss), cancellation);
        }

        var test = trainer.Evaluate(data.Test, cancellation);
        observations.Write(directory);
        var count = Counter.Count(spec.Plan);
        RunFiles.WriteMetrics(directory, metrics);
        RunFiles.WriteTiming(directory, timing);
        RunFiles.WriteBits(directory, test.Correct);
        Safetensors.Write(Path.Combine(directory, RunFiles.Checkpoint), trainer.Network.state_dict());
        RunFiles.WriteSummary(directory, new RunSummary(
            spec.Hash,
            spec,
            EnvironmentFingerprint.Capture(TorchDevice.Choose(spec.Device)),
            count.Parameters,
            count.MultiplyAdds,
            metrics[^1].ValidationAccuracy,
            test.Accuracy,
            test.Loss));
    }

    // False where the run was there, or another store or process finished it first.
    private static bool Publish(string passing, string final)
    {
        try
        {
            System.IO.Directory.Move(passing, final);
            return true;
        }
        catch (IOException) when (System.IO.Directory.Exists(final))
        {
            return false;
        }
    }

    // Progress<T> would report on another thread, later and out of order.
    private sealed class StepProgress(Action<StepResult> report) : IProgress<StepResult>
    {
        public void Report(StepResult value) => report(value);
    }
}
