using Sandglass.Studies;
using Workbench.Reports;

namespace Workbench.Studies;

/// <summary>The studies that there are.</summary>
internal static class StudyTable
{
    public static TextTable Of(IEnumerable<Study> studies)
    {
        var table = TextTable.Of("Study", "Question", "#Arms", "#Seeds", "#Runs", "#Comparisons");
        foreach (var study in studies)
        {
            table.Add(
                study.Name,
                study.Question,
                Wording.Grouped(study.Arms.Count),
                Wording.Grouped(study.Seeds.Count),
                Wording.Grouped(study.Arms.Count * study.Seeds.Count),
                Wording.Grouped(study.Comparisons.Count));
        }

        return table;
    }
}
