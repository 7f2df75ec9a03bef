using Sandglass.Studies;

namespace Sandglass.Search.Studies;

/// <summary>What the searches of an arm cost, means over seeds.</summary>
/// <param name="Epochs">Epochs in which the network of all operations was trained; 0 in random search.</param>
/// <param name="Cells">Cells that were trained and judged; 0 in a search by alphas, which judges none.</param>
/// <param name="Seconds">Seconds on the machine of the record, of the search and not of the evaluation.</param>
/// <param name="MultiplyAdds">Multiply-adds: of a search by alphas as planned, of random search as spent.</param>
internal sealed record SearchEffort(double Epochs, double Cells, double Seconds, double MultiplyAdds)
{
    /// <summary>What was trained.</summary>
    public string Words => Cells > 0 ? Counted(Cells, "cell") : $"{Counted(Epochs, "epoch")} of all operations";

    /// <summary>The effort of an arm of the recorded study.</summary>
    /// <param name="record">The record.</param>
    /// <param name="arm">Name of the arm.</param>
    /// <exception cref="WorkbenchException">A table is damaged, or the record does not say what the search costs.</exception>
    public static SearchEffort Of(StudyRecord record, string arm)
    {
        StudyRow[] rows = [.. record.Rows.Where(row => row.Arm == arm)];
        double ASeed(double sum) => sum / rows.Length;
        var cells = record.RandomCandidates().Where(row => row.Arm == arm).ToArray();
        return new SearchEffort(
            ASeed(rows.Sum(row => record.Trajectory(arm, row.Seed).Count)),
            ASeed(cells.Length),
            rows.Average(row => row.Number("needed_seconds")),
            cells.Length > 0 ? ASeed(cells.Sum(row => row.Row.Cost)) : Planned(record.Protocol, arm));
    }

    private static string Counted(double number, string of) => FormattableString.Invariant($"{number:0.#} {of}{(number == 1 ? "" : "s")}");

    private static double Planned(StudyProtocol protocol, string arm) =>
        protocol.Fact<Dictionary<string, double>>(SearchComparison.Budgets).TryGetValue(arm, out var budget)
            ? budget
            : throw new WorkbenchException($"the study '{protocol.Name}' does not say what a search of the arm '{arm}' costs; record it again");
}
