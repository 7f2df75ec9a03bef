namespace Sandglass.Studies;

/// <summary>The rule by which a sweep chooses a learning rate.</summary>
internal static class BestRate
{
    /// <summary>The rate whose runs are best; of equals the lower. A rate at which a run diverged is never chosen.</summary>
    /// <param name="rows">Runs at several rates.</param>
    /// <param name="merit">How good the runs of one rate are.</param>
    /// <param name="of">Whose runs they are, with a space after; empty for all.</param>
    /// <exception cref="WorkbenchException">A run diverged at every rate.</exception>
    public static double Of(IEnumerable<StudyRow> rows, Func<IEnumerable<StudyRow>, double> merit, string of = "") => rows
        .GroupBy(row => row.LearningRate)
        .Where(rate => !rate.Any(row => row.Diverged))
        .OrderByDescending(rate => merit(rate))
        .ThenBy(rate => rate.Key)
        .Select(rate => (double?)rate.Key)
        .FirstOrDefault() ?? throw new WorkbenchException($"at every learning rate a run {of}diverged; sweep lower rates");
}
