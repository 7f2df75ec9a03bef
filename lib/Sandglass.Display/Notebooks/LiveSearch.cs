using Sandglass.Display.Figures;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Display.Notebooks;

/// <summary>
/// Shows a search while it goes on: progress in words every two seconds, trajectory and weights anew after each epoch.
/// <code>
/// using (var live = new LiveSearch(display("searching …").Update, spec))
///     run = new RunStore("results/runs") { Listener = EpochListener.Of&lt;SearchEpoch&gt;(live.EpochEnded) }.FindOrTrain(spec, data, live);
/// </code>
/// </summary>
public sealed class LiveSearch : IProgress<TrainingProgress>, IDisposable
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

    /// <summary>Shows nothing until something is reported.</summary>
    /// <param name="update">Puts a new value in the place of the one that is shown: the <c>Update</c> of what
    /// <c>display(…)</c> returns.</param>
    /// <param name="spec">What is searched: a run of the task <see cref="AlphaSearch"/>.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    public LiveSearch(Action<object> update, RunSpec spec, TimeProvider? clock = null)
    {
        (_update, _spec, _clock) = (update, spec, clock ?? TimeProvider.System);
        _picture = new SearchPicture(spec, []);
        _started = _clock.GetTimestamp();
        _drawn = _started;
    }

    /// <summary>Takes a step, and redraws the words if the last time is two seconds ago.</summary>
    public void Report(TrainingProgress value)
    {
        _last = value;
        if (_clock.GetElapsedTime(_drawn) >= Pause)
        {
            Draw();
        }
    }

    /// <summary>Takes an epoch that has ended, and redraws everything. A search that goes on from a checkpoint may tell of
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

/// <summary>A moment of a search: how far it is, its trajectory so far, and the weights after its last epoch.</summary>
internal sealed class SearchPicture
{
    private readonly RunSpec _spec;
    private readonly Lazy<IReadOnlyList<byte[]>> _pictures;

    public SearchPicture(RunSpec spec, IReadOnlyList<SearchEpoch> epochs)
    {
        (_spec, Epochs) = (spec, epochs);
        _pictures = new Lazy<IReadOnlyList<byte[]>>(() => [.. Figures.Select(figure => figure.ToPng())]);
    }

    private SearchPicture(SearchPicture before) => (_spec, Epochs, _pictures) = (before._spec, before.Epochs, before._pictures);

    private AlphaSearch Task => (AlphaSearch)_spec.Task;

    /// <summary>The epochs that have ended.</summary>
    public IReadOnlyList<SearchEpoch> Epochs { get; }

    /// <summary>The last step; null if there was none.</summary>
    public TrainingProgress? Progress { get; private init; }

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed { get; private init; }

    /// <summary>Whether nothing more will come.</summary>
    public bool Ended { get; private init; }

    /// <summary>The moment in a line.</summary>
    public override string ToString()
    {
        var last = Epochs.Count > 0 ? Epochs[^1] : null;
        var accuracy = last is null ? "" : FormattableString.Invariant($", validation accuracy {100 * last.ValidationAccuracy:0.0} %, skip connections: {last.Skips}{(last.Alarm ? " (alarm)" : "")}");
        if (Progress is not { } at)
        {
            return last is not null ? FormattableString.Invariant($"Searched before: epoch {last.Epoch} of {_spec.Recipe.Epochs}{accuracy}")
                : Ended ? "No step was searched: the search was there already."
                : "The search has not begun.";
        }
        var state = !Ended ? "Searching" : at.Step >= at.Steps || (Task.StopAtAlarm && last is { Alarm: true }) ? "Searched" : "Stopped";
        return FormattableString.Invariant($"{state}: step {at.Step} of {at.Steps} (epoch {at.Epoch} of {_spec.Recipe.Epochs}), loss {at.Loss:0.000}{accuracy}, {TrainingPicture.Seconds(Elapsed)}");
    }

    /// <summary>Trajectory and weights; nothing before the end of the first epoch.</summary>
    public IReadOnlyList<Figure> Figures => Epochs.Count == 0 ? [] :
    [
        SearchFigures.Trajectory(SearchCourse.Of(_spec, Epochs)),
        SearchFigures.Weights(Task.Space, Epochs),
    ];

    /// <summary>The figures as PNG, drawn once.</summary>
    public IReadOnlyList<byte[]> Pictures => _pictures.Value;

    /// <summary>The same epochs a little later; they are not drawn again.</summary>
    public SearchPicture After(TrainingProgress? progress, TimeSpan elapsed, bool ended) =>
        new(this) { Progress = progress, Elapsed = elapsed, Ended = ended };
}
