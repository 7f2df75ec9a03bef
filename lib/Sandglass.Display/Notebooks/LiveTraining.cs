using Sandglass.Display.Formatters;
using Sandglass.Training;

namespace Sandglass.Display.Notebooks;

/// <summary>Shows a training run live: progress in words and the loss so far, redrawn at most twice a second, and a still picture at
/// the end.</summary>
internal sealed class LiveTraining : IProgress<TrainingProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private readonly Action<object> _update;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly List<double> _losses = [];
    private long _drawn;
    private TrainingProgress? _last;
    private bool _ended;

    /// <summary>Begins with <see cref="NotBegun"/> on display.</summary>
    /// <param name="update">Puts another picture in its place.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    public LiveTraining(Action<object> update, TimeProvider? clock = null)
    {
        (_update, _clock) = (update, clock ?? TimeProvider.System);
        _started = _clock.GetTimestamp();
        _drawn = _started;
    }

    /// <summary>What is shown first: .NET Interactive keeps the forms of the first value for all that follow.</summary>
    public static TrainingPicture NotBegun { get; } = new(null, [], TimeSpan.Zero, Ended: false);

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
