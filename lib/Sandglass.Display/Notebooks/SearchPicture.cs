using System.Globalization;
using Sandglass.Display.Figures;
using Sandglass.Search.Training;
using Sandglass.Training;

namespace Sandglass.Display.Notebooks;

/// <summary>A moment of a search: how far it is, its trajectory so far, and the weights after its last epoch.</summary>
public sealed class SearchPicture
{
    private readonly SearchRunSpec _spec;
    private readonly Lazy<IReadOnlyList<byte[]>> _pictures;

    internal SearchPicture(SearchRunSpec spec, IReadOnlyList<SearchEpoch> epochs)
    {
        (_spec, Epochs) = (spec, epochs);
        _pictures = new Lazy<IReadOnlyList<byte[]>>(() => [.. Figures.Select(figure => figure.ToPng())]);
    }

    private SearchPicture(SearchPicture before) => (_spec, Epochs, _pictures) = (before._spec, before.Epochs, before._pictures);

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
        var accuracy = last is null ? "" : string.Create(
            CultureInfo.InvariantCulture, $", validation accuracy {100 * last.ValidationAccuracy:0.0} %, skip connections: {last.Skips}{(last.Alarm ? " (alarm)" : "")}");
        if (Progress is not { } at)
        {
            return last is not null ? string.Create(CultureInfo.InvariantCulture, $"Searched before: epoch {last.Epoch} of {_spec.Recipe.Epochs}{accuracy}")
                : Ended ? "No step was searched: the search was there already."
                : "The search has not begun.";
        }
        var state = !Ended ? "Searching" : at.Step >= at.Steps || (_spec.Recipe.StopAtAlarm && last is { Alarm: true }) ? "Searched" : "Stopped";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{state}: step {at.Step} of {at.Steps} (epoch {at.Epoch} of {_spec.Recipe.Epochs}), loss {at.Loss:0.000}{accuracy}, {Words(Elapsed)}");
    }

    /// <summary>Trajectory and weights; nothing before the end of the first epoch.</summary>
    public IReadOnlyList<Figure> Figures => Epochs.Count == 0 ? [] :
    [
        SearchFigures.Trajectory(new SearchCourse(FormattableString.Invariant($"{_spec.Space.Name}, seed {_spec.Seed}"), Epochs, _spec.Recipe.SkipLimit)),
        SearchFigures.Weights(_spec.Space, Epochs),
    ];

    /// <summary>The figures as PNG, drawn once.</summary>
    internal IReadOnlyList<byte[]> Pictures => _pictures.Value;

    /// <summary>The same epochs a little later; they are not drawn again.</summary>
    internal SearchPicture After(TrainingProgress? progress, TimeSpan elapsed, bool ended) =>
        new(this) { Progress = progress, Elapsed = elapsed, Ended = ended };

    private static string Words(TimeSpan time) => time.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min");
}
