using Sandglass.Deployment.Latency;
using Sandglass.Studies;

namespace Sandglass.Paper;

/// <summary>What was recorded: studies, each of which is read once, and latencies.</summary>
/// <param name="find">Gives a recorded study by its name, or null.</param>
/// <param name="latency">Gives the recorded latencies, or null; null where there are none.</param>
internal sealed class RecordedOutcomes(Func<string, StudyRecord?> find, Func<LatencyReport?>? latency = null)
{
    private readonly Lazy<LatencyReport?> _latency = new(latency ?? (() => null));
    private readonly Dictionary<string, StudyRecord?> _records = [];

    /// <summary>Those of a data folder.</summary>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <param name="changed">What is made of each study first; null for nothing.</param>
    internal static RecordedOutcomes Load(string? data = null, Func<StudyRecord, StudyRecord>? changed = null) => new(
        name => RecordedStudy.Find(name, data) is { } study ? changed?.Invoke(study) ?? study : null,
        () => LatencyRecord.Find(LatencyRecord.Operators, data));

    /// <summary>The recorded latencies of MobileNeXt and MobileNetV2, or null.</summary>
    /// <exception cref="WorkbenchException">Their record cannot be read.</exception>
    internal LatencyReport? Latency => _latency.Value;

    /// <summary>A recorded study, or null.</summary>
    /// <param name="study">Name of the study.</param>
    /// <exception cref="WorkbenchException">Its record cannot be read.</exception>
    internal StudyRecord? Record(string study)
    {
        if (!_records.TryGetValue(study, out var record))
        {
            record = find(study)?.WithoutImages; // no sentence prints an interval over images, and they take longest
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
    internal ComparisonOutcome? Difference(string study, StudyPart part, string first, string second)
    {
        if (Record(study) is not { } record)
        {
            return null;
        }

        if (!part.IsColumn && !record.Protocol.Comparisons.Any(planned => planned.Group == part.Name
            && ((planned.First, planned.Second) == (first, second) || (planned.First, planned.Second) == (second, first))))
        {
            throw new WorkbenchException(
                $"the recorded study '{study}' compares no {first} with {second} at {part.Name}; correct data/paper/claims.csv or record it again");
        }

        var found = ComparisonOutcome.Of(record, part.IsColumn ? part.Column : record.Protocol.Outcome, part.IsColumn ? "" : part.Name, first, second)
            ?? throw new WorkbenchException(
                $"the recorded study '{study}' has no seed of both {first} and {second}; correct data/paper/claims.csv or record it again");
        return found with { Column = found.Column with { IsSaving = part.Whole is not null } };
    }
}
