using Sandglass.Data;
using Sandglass.Statistics;

namespace Sandglass.Studies;

/// <summary>What of a study fits into a given time.</summary>
/// <param name="Study">The study, with fewer seeds or epochs where it had to be.</param>
/// <param name="Expected">How long its missing runs will take.</param>
public sealed record TimePlan(Study Study, TimeSpan Expected)
{
    // Processes side by side share caches and memory: one of two ran at 0.8 of its speed alone.
    private const double SpeedBesideOthers = 0.8;

    /// <summary>
    /// The largest part of a study that fits: all epochs with as many seeds as possible, at least two, since one gives no
    /// interval; then half the epochs, and so on; one epoch of one seed is the least.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="time">The time.</param>
    /// <param name="workers">Runs side by side.</param>
    /// <param name="speeds">Measured speed of every arm.</param>
    /// <param name="isFinished">Whether a run need not be trained.</param>
    /// <param name="data">The images.</param>
    public static TimePlan Fit(
        Study study,
        TimeSpan time,
        int workers,
        IReadOnlyDictionary<StudyArm, TrainingSpeed> speeds,
        DatasetSplits data,
        Func<StudyRun, bool> isFinished)
    {
        var identity = DataIdentity.Of(data);
        var byCost = speeds.ToDictionary(pair => (pair.Key.Name, pair.Key.Group), pair => pair.Value);
        TimePlan Of(Study candidate)
        {
            var costs = candidate.Runs(identity)
                .Where(run => !isFinished(run))
                .Select(run => byCost[(run.Arm.Name, run.Arm.Group)].Seconds(run.Spec.Recipe.Epochs, data))
                .ToArray();
            var side = Math.Max(1, Math.Min(workers, costs.Length));
            var alone = side == 1 ? 1 : SpeedBesideOthers;
            // The last run of all is waited for: on average half of the longest one is spent with a core idle.
            var tail = side == 1 ? 0 : costs.DefaultIfEmpty().Max() / 2;
            return new TimePlan(candidate, TimeSpan.FromSeconds(((costs.Sum() / side) + tail) / alone));
        }

        return Candidates(study).Select(Of).FirstOrDefault(plan => plan.Expected <= time) ?? Of(Candidates(study).Last());
    }

    /// <summary>The smallest difference that each planned comparison can decide, as a fraction.</summary>
    /// <param name="spread">Standard deviation of paired differences in a pilot.</param>
    /// <param name="primary">For the family of primary comparisons, or of the others.</param>
    /// <returns>Null from one seed: it decides nothing.</returns>
    public double? Decidable(double spread, bool primary) => Study.Seeds.Count < 2
        ? null
        : SeedsNeeded.Decidable(Study.Seeds.Count, spread, tests: Math.Max(1, Study.Comparisons.Count(c => c.IsPrimary == primary)));

    private static IEnumerable<Study> Candidates(Study study)
    {
        var epochs = study.Arms.Max(arm => arm.Recipe.Epochs);
        for (; epochs >= 1; epochs /= 2)
        {
            for (var seeds = study.Seeds.Count; seeds >= 2; seeds--)
            {
                yield return study.Reduced(seeds, epochs);
            }
        }

        yield return study.Reduced(1, 1);
    }
}
