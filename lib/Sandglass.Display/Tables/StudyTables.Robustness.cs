using Sandglass.Display;
using Sandglass.Display.Tables;
using Sandglass.Statistics;
using Sandglass.Studies;
using static Sandglass.Display.CellText;

namespace Sandglass;

public static partial class StudyTables
{
    /// <summary>How far each verdict hangs on single seeds, and how often exchanged labels would give one.</summary>
    /// <param name="study">A study with planned comparisons.</param>
    /// <exception cref="WorkbenchException">It planned none, or none has runs.</exception>
    public static Table Robustness(this StudyRecord study)
    {
        var rows = Sandglass.Studies.Robustness.Of(study);
        if (rows.Count == 0)
        {
            throw new WorkbenchException($"the study '{study.Protocol.Name}' has no planned comparison with runs, and so no verdict; take another study");
        }

        return Table.Of(
            ["comparison", "verdict", "#difference", "#without\none seed", "#verdict\nstays", "#permutation\np", "#found with\nshuffled labels"],
            rows.Select(row => (string[])
            [
                OutcomeTable.Name(row.Outcome),
                row.Outcome.Words,
                Signed(row.Outcome),
                row.WithoutASeed.Count == 0 ? "one seed" : $"{Signed(row.WithoutASeed.MinBy(Mean)!)} to {Signed(row.WithoutASeed.MaxBy(Mean)!)}",
                row.WithoutASeed.Count == 0 ? "" : $"{row.SameVerdicts} of {row.WithoutASeed.Count}",
                row.Outcome.Test.Pairs < 2 ? "" : PValue.Text(row.Permuted.P),
                row.Outcome.Test.Pairs < 2 ? "" : Percent(row.Permuted.Found),
            ])) with
        {
            Legend = Legend(rows),
        };
    }

    private static string Legend(IReadOnlyList<Studies.Robustness> rows)
    {
        var families = rows.DistinctBy(row => row.Outcome.Planned.IsPrimary)
            .Select(row => $"{Percent(row.Permuted.FoundInFamily)} ({(row.Outcome.Planned.IsPrimary ? "primary comparisons, *" : "others")})");
        var others = rows.SelectMany(row => row.WithoutASeed.Where(outcome => outcome.Verdict != row.Outcome.Verdict)).Select(outcome => outcome.ShortWords).Distinct().ToArray();
        return $"""
            Without one seed: the smallest and the largest mean difference of the records that lack one seed each, in points. Verdict stays: in how many of them it is the same, corrected again{(others.Length == 0 ? "" : $"; in the rest it is {string.Join(" or ", others)}")}.
            Permutation p: the share of {string.Join(" or ", rows.Select(row => Whole(row.Permuted.Labellings)).Distinct())} ways to label the two arms within seeds, the recorded one and its mirror image among them, in which the difference is as large, whatever its sign; not corrected.
            Found with shuffled labels: the share of these ways in which the corrected verdict is ahead or behind; in any comparison of a family: {string.Join(", ", families)}. The level is {Percent(Verdicts.Level)}.
            """.ReplaceLineEndings("\n");
    }

    private static double Mean(ComparisonOutcome outcome) => outcome.Test.Difference.Mean;
}
