using Sandglass;
using Sandglass.Display.Charts;
using Sandglass.Display.Figures;
using Sandglass.Search.Studies;
using Sandglass.Studies;

namespace Workbench.Studies;

/// <summary>The pictures that are written beside a study's tables, of one that is not whole what can be drawn.</summary>
internal static class StudyFigures
{
    public static IEnumerable<(string Name, Figure Figure)> Of(StudyRecord record)
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
        else if (ArmTables.IsOfBlocks(record))
        {
            yield return ("accuracy", ComparisonFigures.AccuracyAgainstMultiplyAdds(record.Summary()));
        }

        if (hasOutcomes)
        {
            yield return ("differences", record.Protocol.Name == SearchComparison.Name ? SearchStudyFigures.Differences(record) : DifferenceFigures.Of(record));
        }
    }
}
