using System.Diagnostics;

namespace Sandglass.Training;

/// <summary>Splits wall-clock time into phases: each lap goes to the phase that has just ended.</summary>
/// <param name="before">What was spent on the same epoch before it was interrupted.</param>
internal sealed class PhaseClock(EpochTiming before)
{
    internal long Data;
    internal long Forward;
    internal long Backward;
    internal long Optimizer;
    internal long Evaluation;
    private long _last = Stopwatch.GetTimestamp();

    internal void Lap(ref long phase)
    {
        var now = Stopwatch.GetTimestamp();
        phase += now - _last;
        _last = now;
    }

    internal EpochTiming Timing(int epoch, int images) =>
        new(
            epoch,
            images,
            before.Data + Seconds(Data),
            before.Forward + Seconds(Forward),
            before.Backward + Seconds(Backward),
            before.Optimizer + Seconds(Optimizer),
            before.Evaluation + Seconds(Evaluation));

    private static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;
}
