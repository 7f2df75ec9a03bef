using System.Text.Json;
using Sandglass.Statistics;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>
/// One number a run of any recorded study, classifiers or not: what all of them share is a <c>runs.csv</c> with columns
/// <c>arm</c> and <c>seed</c>, and a <c>study.json</c> with a <c>margin</c> and, if there is more than one, <c>comparisons</c>
/// of the column that is its <c>outcome</c>.
/// </summary>
/// <param name="Margin">The largest difference that does not matter.</param>
/// <param name="Values">The number of each run.</param>
public sealed record RecordedValues(double Margin, IReadOnlyList<(string Arm, int Seed, double Value)> Values)
{
    /// <summary>What the study compares by this number; verdicts are corrected over those of a kind. None: each pair stands alone.</summary>
    public IReadOnlyList<PlannedComparison> Comparisons { get; init; } = [];

    /// <summary>A column of a recorded study, or null where the study was not recorded.</summary>
    /// <param name="study">Name of the study.</param>
    /// <param name="column">The column of its <c>runs.csv</c>.</param>
    /// <param name="data">The data folder; null finds the repository's.</param>
    /// <exception cref="WorkbenchException">A file cannot be read, or there is no such column.</exception>
    public static RecordedValues? Find(string study, string column, string? data = null)
    {
        var folder = RecordedStudy.Folder(study, data);
        if (!File.Exists(Path.Combine(folder, StudyFiles.Protocol)))
        {
            return null;
        }

        try
        {
            using var protocol = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, StudyFiles.Protocol)));
            var rows = CsvText.Read(File.ReadAllText(Path.Combine(folder, StudyFiles.Runs))).Select(row => new CsvRow(row));
            return new RecordedValues(
                protocol.RootElement.GetProperty("margin").GetDouble(),
                [.. rows.Select(row => (row.Text("arm"), row.Whole("seed"), row.Number(column)))])
            {
                Comparisons = protocol.RootElement.TryGetProperty("comparisons", out var planned)
                    && (!protocol.RootElement.TryGetProperty("outcome", out var outcome) || outcome.GetString() == column)
                        ? planned.Deserialize<PlannedComparison[]>(RunJson.Options) ?? []
                        : [],
            };
        }
        catch (Exception wrong) when (wrong
            is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException or OverflowException)
        {
            throw new WorkbenchException($"the study in {folder} cannot be read ({wrong.Message}); check it out again", wrong);
        }
    }

    /// <summary>First minus second over the seeds that both have; null where there is none.</summary>
    /// <param name="first">An arm.</param>
    /// <param name="second">Another arm.</param>
    public PairedTest? Difference(string first, string second)
    {
        var (a, b) = (Of(first), Of(second));
        var seeds = a.Keys.Intersect(b.Keys).Order().ToArray();
        return seeds.Length == 0 ? null : PairedTest.Of([.. seeds.Select(seed => a[seed])], [.. seeds.Select(seed => b[seed])], Margin);
    }

    /// <summary>What a pair comes to, corrected over the planned comparisons of its kind; null where no seed has both.</summary>
    /// <param name="first">An arm.</param>
    /// <param name="second">Another arm.</param>
    public (PairedTest Test, Verdict Verdict)? Verdict(string first, string second)
    {
        if (Difference(first, second) is not { } asked)
        {
            return null;
        }

        bool IsAsked(PlannedComparison c) => (c.First, c.Second) == (first, second) || (c.First, c.Second) == (second, first);
        var kind = Comparisons.FirstOrDefault(IsAsked);
        var others = Comparisons.Where(c => !IsAsked(c) && kind is not null && (c.Group, c.IsPrimary) == (kind.Group, kind.IsPrimary));
        return (asked, Verdicts.Of([asked, .. others.Select(c => Difference(c.First, c.Second)).OfType<PairedTest>()])[0]);
    }

    private Dictionary<int, double> Of(string arm) =>
        Values.Where(value => value.Arm == arm).GroupBy(value => value.Seed).ToDictionary(seed => seed.Key, seed => seed.Average(value => value.Value));
}
