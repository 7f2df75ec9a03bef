using System.Diagnostics;
using Sandglass.Data;
using Sandglass.Statistics;
using Sandglass.Training;

namespace Sandglass.Studies;

/// <summary>What of a study fits into a given time.</summary>
/// <param name="Study">The study, with fewer seeds or epochs where it had to be.</param>
/// <param name="Expected">How long its missing runs will take.</param>
internal sealed record TimePlan(Study Study, TimeSpan Expected)
{
    // Processes side by side share caches and memory: one of two ran at 0.8 of its speed alone.
    internal const double SpeedBesideOthers = 0.8;

    /// <summary>
    /// The largest part of a study that fits: all epochs with as many seeds as possible, at least two, since one gives no
    /// interval; then half the epochs, and so on; one epoch of one seed is the least.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="time">The time.</param>
    /// <param name="workers">Runs side by side.</param>
    /// <param name="speeds">How long every arm takes.</param>
    /// <param name="isFinished">Whether a run need not be trained.</param>
    /// <param name="data">The data.</param>
    public static TimePlan Fit(
        Study study,
        TimeSpan time,
        int workers,
        IReadOnlyDictionary<StudyArm, TrainingTime> speeds,
        DataIdentity data,
        Func<StudyRun, bool> isFinished)
    {
        var byCost = speeds.ToDictionary(pair => (pair.Key.Name, pair.Key.Group), pair => pair.Value);
        TimePlan Of(Study candidate)
        {
            var costs = candidate.Runs(data)
                .Where(run => !isFinished(run))
                .Select(run => byCost[(run.Arm.Name, run.Arm.Group)].Seconds(run.Spec.Recipe.Epochs))
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

/// <summary>How long runs of an arm take here.</summary>
/// <param name="Epoch">Seconds of an epoch, its evaluation included.</param>
/// <param name="Once">Seconds of start, test, and of what the run needs.</param>
internal sealed record TrainingTime(double Epoch, double Once)
{
    private const int Steps = 6;
    private const double StartUp = 2; // seconds of a process until its first step
    private const double Evaluation = 0.2; // validation and a share of the test, as share of an epoch
    private const double Test = 1; // a test set takes about as long as an epoch

    /// <summary>Seconds of a run.</summary>
    /// <param name="epochs">Its epochs.</param>
    public double Seconds(int epochs) => Once + (epochs * Epoch);

    /// <summary>As a finished run, or a recorded one, took.</summary>
    /// <param name="seconds">Seconds of training and validation.</param>
    /// <param name="epochs">Its epochs.</param>
    /// <param name="before">Seconds of the runs that it needed.</param>
    public static TrainingTime Of(double seconds, int epochs, double before = 0) => new(seconds / epochs, StartUp + before + (Test * seconds / epochs));

    /// <summary>Trains a few steps and takes the time of the later ones, when everything is warm.</summary>
    /// <param name="spec">What is trained, where and by what; it must need no other run.</param>
    /// <param name="data">The data.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <exception cref="WorkbenchException">It does not fit the data, or cannot be trained here.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static TrainingTime Measure(RunSpec spec, IRunData data, CancellationToken cancellation = default)
    {
        using var trainer = new Trainer(spec, data);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var clock = new StepClock(Math.Min(Steps, trainer.Training.StepsPerEpoch), enough.Cancel);
        try
        {
            trainer.TrainEpoch(clock, enough.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It has seen enough.
        }

        var epoch = clock.SecondsOfStep * trainer.Training.StepsPerEpoch * (1 + Evaluation);
        return new TrainingTime(epoch, StartUp + (Test * epoch));
    }

    private sealed class StepClock(int steps, Action enough) : IProgress<TrainingProgress>
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly List<double> _seconds = [];

        internal double SecondsOfStep => _seconds.Count == 1 ? _seconds[0] : (_seconds[^1] - _seconds[_seconds.Count / 3]) / (_seconds.Count - 1 - (_seconds.Count / 3));

        public void Report(TrainingProgress value)
        {
            _seconds.Add(_clock.Elapsed.TotalSeconds);
            if (_seconds.Count == steps)
            {
                enough();
            }
        }
    }
}
