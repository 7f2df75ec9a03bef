using System.Diagnostics;

namespace Sandglass.Training;

/// <summary>What the time of an epoch is spent on.</summary>
internal enum Phase
{
    /// <summary>Reading and augmenting batches.</summary>
    Data,

    /// <summary>Scores and loss.</summary>
    Forward,

    /// <summary>Gradients.</summary>
    Backward,

    /// <summary>Weight updates.</summary>
    Optimizer,

    /// <summary>The look at the validation data.</summary>
    Evaluation,
}

/// <summary>Splits wall-clock time into phases: each lap goes to the phase that has just ended.</summary>
internal sealed class PhaseClock
{
    private readonly double[] _seconds = new double[Enum.GetValues<Phase>().Length];
    private long _last = Stopwatch.GetTimestamp();

    /// <param name="before">What was spent on the same epoch before it was interrupted; null: nothing.</param>
    internal PhaseClock(EpochTiming? before)
    {
        if (before is not null)
        {
            _seconds = [before.DataSeconds, before.ForwardSeconds, before.BackwardSeconds, before.OptimizerSeconds, before.EvaluationSeconds];
        }
    }

    /// <summary>The time since the last lap goes to a phase.</summary>
    public void Lap(Phase phase)
    {
        var now = Stopwatch.GetTimestamp();
        _seconds[(int)phase] += (double)(now - _last) / Stopwatch.Frequency;
        _last = now;
    }

    internal EpochTiming Timing(int epoch, int images) => new(epoch, images, _seconds[0], _seconds[1], _seconds[2], _seconds[3], _seconds[4]);
}

/// <summary>Where the wall-clock time of one epoch went, in seconds.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="Images">Training images seen.</param>
/// <param name="DataSeconds">Reading and augmenting batches.</param>
/// <param name="ForwardSeconds">Scores and loss.</param>
/// <param name="BackwardSeconds">Gradients.</param>
/// <param name="OptimizerSeconds">Weight updates.</param>
/// <param name="EvaluationSeconds">The look at the validation data.</param>
internal sealed record EpochTiming(
    int Epoch, int Images, double DataSeconds, double ForwardSeconds, double BackwardSeconds, double OptimizerSeconds, double EvaluationSeconds)
{
    /// <summary>Seconds of training, without evaluation.</summary>
    public double TrainingSeconds => DataSeconds + ForwardSeconds + BackwardSeconds + OptimizerSeconds;

    /// <summary>Training images a second.</summary>
    public double ImagesPerSecond => Images / TrainingSeconds;
}
