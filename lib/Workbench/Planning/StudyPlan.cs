using Sandglass;
using Sandglass.Data;
using Sandglass.Paper;
using Sandglass.Studies;
using Workbench.Studies;

namespace Workbench.Planning;

/// <summary>Who trains a study.</summary>
/// <param name="Workers">Runs side by side on a node.</param>
/// <param name="Nodes">Machines like this one.</param>
/// <param name="PricePerCoreHour">What an hour of a core costs, in any currency; null: not stated.</param>
internal sealed record Crew(int Workers, int Nodes, double? PricePerCoreHour);

/// <summary>What a study costs.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Runs">Its runs.</param>
/// <param name="Seeds">Seeds of each arm.</param>
/// <param name="Work">Multiply-adds of all runs and of what they need, forward and backward.</param>
/// <param name="Crew">Who trains it.</param>
/// <param name="CoreHours">Hours of one core; null where no speed is known.</param>
/// <param name="Hours">Hours until the last run is done, one node.</param>
/// <param name="HoursOnNodes">The same with all nodes.</param>
/// <param name="Price">What the core hours cost.</param>
/// <param name="WeightBytes">Bytes of the weights of all runs, 4 a parameter.</param>
/// <param name="CheckpointBytes">Bytes of the checkpoints of the runs in training on a node.</param>
/// <param name="Source">How the core hours are known, in words.</param>
internal sealed record StudyPlan(
    string Study, int Runs, int Seeds, double Work, Crew Crew, Interval? CoreHours, Interval? Hours, Interval? HoursOnNodes, Interval? Price, double WeightBytes, double CheckpointBytes, string Source)
{
    private const double SecondsPerHour = 3600;

    /// <summary>The plan of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="crew">Who trains it.</param>
    /// <param name="measure">Whether a few steps of every arm are timed here, where nothing better is known.</param>
    /// <param name="cancellation">Stops that.</param>
    /// <exception cref="WorkbenchException">Its data or a record cannot be read, or an arm cannot be timed.</exception>
    public static StudyPlan Of(Study study, Crew crew, bool measure, CancellationToken cancellation)
    {
        using var data = study.Data.Load();
        var works = study.Runs(data.Identity).Select(run => run.Work(data.TrainingCount)).ToArray();
        var (seconds, source) = measure ? Measured(study, data, cancellation) : Recorded(study);
        Interval? Until(int workers) => seconds * (Makespan(works, workers) / works.Sum() / SecondsPerHour);
        var parameters = study.Arms.Select(arm => (double)arm.Cost.Parameters).ToArray();
        var coreHours = seconds * (1 / SecondsPerHour);
        return new StudyPlan(
            study.Name, works.Length, study.Seeds.Count, works.Sum(), crew, coreHours, Until(crew.Workers), Until(crew.Workers * crew.Nodes),
            crew.PricePerCoreHour is { } price ? coreHours * price : null,
            sizeof(float) * parameters.Sum() * study.Seeds.Count,
            2 * 2 * sizeof(float) * parameters.Max() * Math.Min(crew.Workers, works.Length),
            source);
    }

    /// <summary>When the last run is done, each begun as soon as a worker is free, in their order.</summary>
    /// <param name="costs">What each takes.</param>
    /// <param name="workers">Workers.</param>
    internal static double Makespan(IEnumerable<double> costs, int workers)
    {
        var free = new PriorityQueue<double, double>(Enumerable.Repeat((0.0, 0.0), workers));
        var last = 0.0;
        foreach (var cost in costs)
        {
            var done = free.Dequeue() + cost;
            free.Enqueue(done, done);
            last = Math.Max(last, done);
        }

        return last;
    }

    private static (Interval? Seconds, string Source) Recorded(Study study)
    {
        // Another study of the same name, such as a smoke test, is not what was recorded.
        if (StudyCatalogue.Names.Contains(study.Name) && RecordedStudy.Find(study.Name) is { } record && record.Rows.Count == study.Arms.Count * study.Seeds.Count)
        {
            return (Interval.Exactly(StudyTable.Seconds(record)), "of its recorded runs, searches included, on the machine that recorded them");
        }

        return StudySpeeds.OfRecords().RangeOf(study) is var (low, high)
            ? (new Interval(low, high), $"at the seconds a multiply-add and image of recorded classifiers with the backend {study.Backend}, first to third quartile, on the machine that recorded them")
            : (null, "no recorded classifier has its backend, or its task is another: --measure times it here");
    }

    private static (Interval? Seconds, string Source) Measured(Study study, IRunData data, CancellationToken cancellation)
    {
        if (study.Arms.FirstOrDefault(arm => arm.Task.Needs.Count > 0) is { } waiting)
        {
            throw new WorkbenchException($"{waiting} depends on another run and cannot be timed before it; leave --measure out");
        }

        var seconds = study.Runs(data.Identity).DistinctBy(run => run.Arm).Sum(run => TrainingTime.Measure(run.Spec, data, cancellation).Seconds(run.Arm.Recipe.Epochs)) * study.Seeds.Count;
        return (new Interval(seconds, seconds / TimePlan.SpeedBesideOthers), FormattableString.Invariant(
            $"measured now: a few steps of every arm on one core of this machine; up to {1 / TimePlan.SpeedBesideOthers:0.00} times that beside other runs"));
    }
}
