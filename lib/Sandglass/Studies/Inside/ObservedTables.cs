using Sandglass.Data;
using Sandglass.Tables;
using System.Text;
using Sandglass.Training;

namespace Sandglass.Studies.Inside;

/// <summary>The tables of a study's observers: each run's rows with its arm, group and seed before them.</summary>
internal static class ObservedTables
{
    private const string Place = "arm,group,seed,";

    public static IReadOnlyDictionary<string, string> Gather(Study study, IEnumerable<(StudyRun Place, Run Run)> runs)
    {
        var tables = new Dictionary<string, StringBuilder>();
        foreach (var (place, run) in runs)
        {
            foreach (var observer in InsideStudy.Create(study.ObserversOf(place), place.Spec))
            {
                var table = tables.TryGetValue(observer.FileName, out var known)
                    ? known
                    : tables[observer.FileName] = new StringBuilder($"{Place}{string.Join(',', observer.Table.Header)}\n");
                foreach (var row in File.ReadLines(run.Table(observer.FileName)).Skip(1))
                {
                    table.Append($"{CsvText.Quote(place.Arm.Name)},{CsvText.Quote(place.Arm.Group)},{place.Spec.Seed},{row}\n");
                }
            }
        }

        return tables.ToDictionary(table => table.Key, table => table.Value.ToString());
    }

    /// <exception cref="WorkbenchException">The table is damaged.</exception>
    public static IReadOnlyList<Observed<T>> Read<T>(string csv, IReadOnlyList<StudyRow> runs)
        where T : class, IObservedRow
    {
        var families = runs.DistinctBy(run => (run.Arm, run.Group)).ToDictionary(run => (run.Arm, run.Group), run => run.Family);
        try
        {
            var table = RowTable.Of<T>();
            return
            [
                .. from row in Csv.Read(csv, T.FileName).Rows
                   let arm = (row.Text("arm"), row.Text("group"))
                   select new Observed<T>(arm.Item1, arm.Item2, families[arm], row.Read("seed", int.Parse), (T)table.Parse(row)),
            ];
        }
        catch (Exception wrong) when (wrong is CsvException or KeyNotFoundException)
        {
            throw new WorkbenchException($"the table {T.FileName} cannot be read ({wrong.Message}); record the study anew", wrong);
        }
    }
}
