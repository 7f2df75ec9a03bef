using Sandglass.Statistics;
using Sandglass.Studies;

namespace Sandglass.Paper;

/// <summary>A recorded difference of two arms.</summary>
/// <param name="Test">First minus second over paired seeds.</param>
/// <param name="Verdict">What follows, corrected over the comparisons of its kind.</param>
/// <param name="SeedsToDecide">Seeds that decide, where it is undecided and seeds would; null otherwise.</param>
internal sealed record RecordedDifference(PairedTest Test, Verdict Verdict, int? SeedsToDecide)
{
    /// <summary>Second minus first.</summary>
    public RecordedDifference Turned()
    {
        var (mean, low, high, _) = Test.Difference;
        var turned = Verdict switch { Verdict.Ahead => Verdict.Behind, Verdict.Behind => Verdict.Ahead, _ => Verdict };
        return this with { Verdict = turned, Test = Test with { Difference = Test.Difference with { Mean = -mean, Low = -high, High = -low } } };
    }
}

/// <summary>What recorded measurements came to; each study is read and tested once.</summary>
/// <param name="find">Gives a recorded study by its name, or null.</param>
/// <param name="values">Gives a column of a recorded study by both names, or null; without it none is recorded.</param>
public sealed class RecordedOutcomes(Func<string, StudyRecord?> find, Func<string, string, RecordedValues?>? values = null)
{
    private readonly Dictionary<string, StudyRecord?> _records = [];
    private readonly Dictionary<string, IReadOnlyList<ComparisonOutcome>?> _known = [];

    /// <summary>Those of a data folder.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    internal static RecordedOutcomes Load(string? data = null) => new(name => RecordedStudy.Find(name, data), (study, column) => RecordedValues.Find(study, column, data));

    /// <summary>A recorded study, or null.</summary>
    /// <param name="study">Name of the study.</param>
    /// <exception cref="WorkbenchException">Its record cannot be read.</exception>
    internal StudyRecord? Record(string study)
    {
        if (!_records.TryGetValue(study, out var record))
        {
            record = find(study);
            _records.Add(study, record);
        }

        return record;
    }

    /// <summary>First minus second, in whichever order it was planned; null where the study is not recorded.</summary>
    /// <param name="study">Name of the study.</param>
    /// <param name="part">What of it.</param>
    /// <param name="first">An arm.</param>
    /// <param name="second">Another arm.</param>
    /// <exception cref="WorkbenchException">Its record cannot be read, or does not compare them.</exception>
    internal RecordedDifference? Difference(string study, StudyPart part, string first, string second) =>
        part.IsColumn ? OfColumn(study, part.Name, first, second) : Planned(study, part.Name, first, second);

    private RecordedDifference? Planned(string study, string group, string first, string second)
    {
        if (!_known.TryGetValue(study, out var outcomes))
        {
            outcomes = Record(study) is { } record ? ComparisonOutcome.Of(record) : null;
            _known.Add(study, outcomes);
        }

        RecordedDifference? Find(string one, string other) =>
            outcomes.FirstOrDefault(outcome => (outcome.Planned.Group, outcome.Planned.First, outcome.Planned.Second) == (group, one, other)) is { } found
                ? new(found.Test, found.Verdict, found.Verdict == Verdict.Undecided ? found.SeedsToDecide : null)
                : null;
        return outcomes is null ? null : Find(first, second) ?? Find(second, first)?.Turned() ?? throw new WorkbenchException(
            $"the recorded study '{study}' compares no {first} with {second} at {group}; correct data/paper/claims.csv or record it anew");
    }

    private RecordedDifference? OfColumn(string study, string column, string first, string second)
    {
        if (values?.Invoke(study, column) is not { } recorded)
        {
            return null;
        }

        var (test, found) = recorded.Verdict(first, second) ?? throw new WorkbenchException(
            $"the recorded study '{study}' has no seed of both {first} and {second}; correct data/paper/claims.csv or record it anew");
        var canDecide = found == Verdict.Undecided && !double.IsNaN(test.Spread);
        return new RecordedDifference(test, found, canDecide ? SeedsNeeded.ToDecide(test.Spread, test.Margin) : null);
    }
}
