using Sandglass.Studies;

namespace Sandglass.Claims;

/// <summary>What recorded measurements came to; each study is read and tested once.</summary>
/// <param name="find">Gives a recorded study by its name, or null.</param>
/// <param name="values">Gives a column of a recorded study by both names, or null; without it none is recorded.</param>
public sealed class RecordedOutcomes(Func<string, StudyRecord?> find, Func<string, string, RecordedValues?>? values = null)
{
    private readonly Dictionary<string, StudyRecord?> _records = [];
    private readonly Dictionary<string, IReadOnlyList<ComparisonOutcome>?> _known = [];

    /// <summary>Those of a data folder.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    public static RecordedOutcomes Load(string? data = null) => new(name => RecordedStudy.Find(name, data), (study, column) => RecordedValues.Find(study, column, data));

    /// <summary>A recorded study, or null.</summary>
    /// <param name="study">Name of the study.</param>
    /// <exception cref="WorkbenchException">Its record cannot be read.</exception>
    public StudyRecord? Record(string study)
    {
        if (!_records.TryGetValue(study, out var record))
        {
            record = find(study);
            _records.Add(study, record);
        }

        return record;
    }

    /// <summary>A column of a recorded study of whichever kind, or null.</summary>
    /// <param name="study">Name of the study.</param>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="WorkbenchException">Its record cannot be read.</exception>
    public RecordedValues? Values(string study, string column) => values?.Invoke(study, column);

    /// <summary>The planned comparisons of a study, or null where it is not recorded.</summary>
    /// <param name="study">Name of the study.</param>
    /// <exception cref="WorkbenchException">Its record cannot be read.</exception>
    public IReadOnlyList<ComparisonOutcome>? Study(string study)
    {
        if (!_known.TryGetValue(study, out var outcomes))
        {
            outcomes = Record(study) is { } record ? ComparisonOutcome.Of(record) : null;
            _known.Add(study, outcomes);
        }

        return outcomes;
    }
}
