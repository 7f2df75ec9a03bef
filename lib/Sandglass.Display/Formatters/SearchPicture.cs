using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Display.Formatters;

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
