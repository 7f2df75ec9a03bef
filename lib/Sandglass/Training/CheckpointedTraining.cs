using System.Diagnostics;
using Sandglass.Training.Checkpoints;

namespace Sandglass.Training;

/// <summary>A training that goes on from its newest good checkpoint and leaves new ones on its way.</summary>
internal sealed class CheckpointedTraining(IResumableTraining training, CheckpointFolder checkpoints, CheckpointPolicy policy)
{
    private readonly Machine _machine = Machine.Of(training.Environment);
    private readonly Stopwatch _sinceSaved = Stopwatch.StartNew();
    private int _savedStep;

    /// <summary>Trains to the end; what stops it between two steps leaves a checkpoint.</summary>
    /// <exception cref="CheckpointException">There are checkpoints, and none can be used.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    internal void Train(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        Resume();
        try
        {
            while (!training.IsDone)
            {
                training.TrainEpoch(step => Stepped(step, progress), cancellation);
                Save();
            }
        }
        catch (OperationCanceledException) when (training.Step > _savedStep)
        {
            Save();
            throw;
        }
    }

    private void Resume()
    {
        CheckpointException? first = null;
        foreach (var entry in checkpoints.Entries())
        {
            try
            {
                ResumeFrom(entry);
                return;
            }
            catch (CheckpointException fault) when (!fault.IsNewer)
            {
                first ??= fault;
                policy.Note($"{fault.FileName}: {fault.Reason}; the checkpoint before it is tried");
            }
        }

        if (first is not null)
        {
            throw first;
        }
    }

    private void ResumeFrom(CheckpointFolder.Entry entry)
    {
        var checkpoint = CheckpointFormat.Parse(CheckpointFolder.Read(entry), entry.Path, policy.Run);
        if (checkpoint.Machine != _machine.ToString())
        {
            throw new CheckpointException(entry.Path, $"it was made on {checkpoint.Machine}, and this is {_machine}, where sums end on other bits");
        }

        try
        {
            if (training.Restore(checkpoint.State, checkpoint.Tensors) is { } anew)
            {
                policy.Note($"run {policy.Run} {anew}");
                return;
            }
        }
        catch (FormatException fault)
        {
            throw new CheckpointException(entry.Path, fault.Message, cause: fault);
        }

        checkpoints.GoOnFrom(entry);
        _savedStep = training.Step;
        policy.Note(FormattableString.Invariant(
            $"run {policy.Run} goes on at step {_savedStep + 1} of {training.Steps}, from its checkpoint"));
    }

    private void Stepped(TrainingProgress step, IProgress<TrainingProgress>? progress)
    {
        if (_sinceSaved.Elapsed >= policy.Interval)
        {
            Save();
        }

        progress?.Report(step);
    }

    private void Save()
    {
        try
        {
            checkpoints.Save(
                training.Step,
                file => CheckpointFormat.Write(file, policy.Run, _machine, training.CaptureState(), training.CaptureTensors()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkbenchException(FormattableString.Invariant(
                $"run {policy.Run} stopped at step {training.Step} of {training.Steps}: its checkpoint cannot be written ({error.Message}); the one of step {_savedStep} is kept, make room and train again"), error);
        }

        _savedStep = training.Step;
        _sinceSaved.Restart();
    }
}
