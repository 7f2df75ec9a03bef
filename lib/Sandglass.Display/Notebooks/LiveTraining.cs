using Sandglass.Display.Formatters;
using Sandglass.Training;

namespace Sandglass.Display.Notebooks;

/// <summary>
/// Shows a training run while it goes on: progress in words and the loss so far, redrawn at most twice a second, and a
/// still picture at the end.
/// <code>
/// using (var live = new LiveTraining(display("training …").Update))
///     run = store.FindOrTrain(spec, data, live);
/// </code>
/// </summary>
public sealed class LiveTraining : IProgress<TrainingProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly Action<object> _update;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly List<double> _losses = [];
    private long _drawn;
    private TrainingProgress? _last;
    private bool _ended;

    /// <summary>Shows nothing until the first step is reported.</summary>
    /// <param name="update">Puts a new value in the place of the one that is shown: the <c>Update</c> of what
    /// <c>display(…)</c> returns.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    public LiveTraining(Action<object> update, TimeProvider? clock = null)
    {
        (_update, _clock) = (update, clock ?? TimeProvider.System);
        _started = _clock.GetTimestamp();
        _drawn = _started;
    }

    /// <summary>Takes a step, and redraws if the last time is half a second ago.</summary>
    public void Report(TrainingProgress value)
    {
        _losses.Add(value.Loss);
        _last = value;
        if (_clock.GetElapsedTime(_drawn) >= Pause)
        {
            Draw(ended: false);
        }
    }

    /// <summary>Draws the still picture of the end, whether the run was finished or stopped.</summary>
    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            Draw(ended: true);
        }
    }

    private void Draw(bool ended)
    {
        // A display may keep the value, so it is given one that no longer changes.
        _update(new TrainingPicture(_last, [.. _losses], _clock.GetElapsedTime(_started), ended));
        _drawn = _clock.GetTimestamp(); // after drawing, so that a slow front end is not kept busy
    }
}
