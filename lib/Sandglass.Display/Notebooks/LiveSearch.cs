using Sandglass.Display.Formatters;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Display.Notebooks;

/// <summary>Shows a search while it runs: progress in words every two seconds, trajectory and weights after each epoch.</summary>
internal sealed class LiveSearch : IProgress<TrainingProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Action<object> _update;
    private readonly RunSpec _spec;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private SearchPicture _picture;
    private long _drawn;
    private TrainingProgress? _last;
    private bool _ended;

    /// <summary>Begins with <see cref="NotBegun"/> on display.</summary>
    /// <param name="update">Puts another picture in its place.</param>
    /// <param name="spec">What is searched: a run of the task <see cref="AlphaSearch"/>.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    public LiveSearch(Action<object> update, RunSpec spec, TimeProvider? clock = null)
    {
        (_update, _spec, _clock, _picture) = (update, spec, clock ?? TimeProvider.System, NotBegun(spec));
        _started = _clock.GetTimestamp();
        _drawn = _started;
    }

    /// <summary>What is shown first: .NET Interactive keeps the forms of the first value for all that follow.</summary>
    public static SearchPicture NotBegun(RunSpec spec) => new(spec, []);

    /// <summary>Takes a step, and redraws the words if the last time is two seconds ago.</summary>
    public void Report(TrainingProgress value)
    {
        _last = value;
        if (_clock.GetElapsedTime(_drawn) >= Pause)
        {
            Draw();
        }
    }

    /// <summary>Takes an epoch that has ended, and redraws everything. A search that resumes from a checkpoint may tell of
    /// its earlier epochs again: each takes its own place.</summary>
    /// <param name="epoch">The epoch.</param>
    public void EpochEnded(SearchEpoch epoch)
    {
        _picture = new SearchPicture(_spec, [.. _picture.Epochs.Where(known => known.Epoch < epoch.Epoch), epoch]);
        Draw();
    }

    /// <summary>Draws the still picture of the end, whether the search was finished or stopped.</summary>
    public void Dispose()
    {
        if (!_ended)
        {
            _ended = true;
            Draw();
        }
    }

    private void Draw()
    {
        _update(_picture.After(_last, _clock.GetElapsedTime(_started), _ended));
        _drawn = _clock.GetTimestamp(); // after drawing, so that a slow front end is not kept busy
    }
}
