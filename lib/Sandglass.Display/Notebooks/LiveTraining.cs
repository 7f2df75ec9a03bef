using Sandglass.Display.Formatters;
using Sandglass.Training;

namespace Sandglass.Display.Notebooks;

/// <summary>
/// Shows a training run live: progress in words and the loss so far, redrawn at most twice a second, and a
/// still picture at the end.
/// <code>
/// using (var live = new LiveTraining(first =&gt; display(first).Update))
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

    /// <summary>Shows that nothing has begun: .NET Interactive keeps the forms of the first value for all that follow.</summary>
    /// <param name="show">Shows a first value and returns what puts another in its place: <c>display</c>, and the
    /// <c>Update</c> of what it returns.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    public LiveTraining(Func<object, Action<object>> show, TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        _started = _clock.GetTimestamp();
        _drawn = _started;
        _update = show(Picture(ended: false));
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
        _update(Picture(ended));
        _drawn = _clock.GetTimestamp(); // after drawing, so that a slow front end is not kept busy
    }

    // A display may keep the value, so it is given one that no longer changes.
    private TrainingPicture Picture(bool ended) => new(_last, [.. _losses], _clock.GetElapsedTime(_started), ended);
}
