using Sandglass;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Search.Studies;
using Sandglass.Studies;

namespace Workbench.Studies;

/// <summary>The pictures that are written beside a study's tables, of one that is not whole what can be drawn.</summary>
internal static class StudyPictures
{
    /// <summary>Writes the pictures.</summary>
    /// <returns>Their paths.</returns>
    public static IReadOnlyList<string> Save(StudyRecord record, string folder)
    {
        var paths = new List<string>();
        foreach (var (name, figure) in Of(record))
        {
            paths.Add(Path.Combine(folder, $"{name}.png"));
            figure.SavePng(paths[^1]);
        }

        return paths;
    }

    private static IEnumerable<(string Name, Figure Figure)> Of(StudyRecord record)
    {
        var hasOutcomes = ComparisonOutcome.Of(record).Count > 0;
        if (record.Protocol.Name == SearchComparison.Name)
        {
            yield return ("accuracy", SearchStudyFigures.Accuracy(record));
            if (record.RandomCandidates().Count > 0)
            {
                yield return ("candidates", SearchStudyFigures.Candidates(record));
            }
        }
        else
        {
            // Cost tells arms apart only where there are budgets, and a line joins one arm of each.
            var isOfBudgets = ArmTables.IsOfBlocks(record) && record.Rows.DistinctBy(row => row.Group).Count() > 1
                && record.Rows.GroupBy(row => (row.Group, row.Family)).All(family => family.DistinctBy(row => row.Arm).Count() == 1);
            yield return ("accuracy", isOfBudgets ? ComparisonFigures.AccuracyAgainstMultiplyAdds(record.Summary()) : ArmFigures.Of(record));
        }

        if (hasOutcomes)
        {
            yield return ("differences", record.Protocol.Name == SearchComparison.Name ? SearchStudyFigures.Differences(record) : DifferenceFigures.Of(record));
        }
    }
}
