using Sandglass;

namespace Workbench.Planning;

/// <summary>What is known beside arithmetic; null: it is not.</summary>
/// <param name="Core">How fast a core of this machine trains.</param>
/// <param name="Gpu">How fast a GPU trains, as the user measured it.</param>
/// <param name="PricePerGpuHour">What an hour of a GPU costs, in any currency.</param>
/// <param name="Files">The folder of ImageNet's files.</param>
/// <param name="Decoding">How fast a core decodes them.</param>
internal sealed record PlanFacts(TrainingSpeed? Core, TrainingSpeed? Gpu, double? PricePerGpuHour, ImageFiles? Files, DecodingSpeed? Decoding);

/// <summary>A row of the plan.</summary>
/// <param name="Run">The training.</param>
/// <param name="Runs">How often: once a seed.</param>
/// <param name="CoreHours">Hours of one core of this machine for all of these.</param>
/// <param name="GpuHours">Hours of one gpu.</param>
/// <param name="Price">What these cost.</param>
internal sealed record PlannedRuns(PaperRun Run, int Runs, Interval? CoreHours, Interval? GpuHours, Interval? Price);

/// <summary>What the paper's tables cost to train again.</summary>
/// <param name="Rows">The trainings.</param>
/// <param name="Facts">What the hours rest on.</param>
/// <param name="Seeds">Seeds of each.</param>
internal sealed record PaperPlan(IReadOnlyList<PlannedRuns> Rows, PlanFacts Facts, int Seeds)
{
    private const double SecondsPerHour = 3600;
    private const int CachedSide = 256; // pixels, from which 224 are cut

    /// <summary>Multiply-adds of all trainings, forward and backward.</summary>
    public double Work => Rows.Sum(row => row.Run.Work * row.Runs);

    /// <summary>Hours of one core for everything.</summary>
    public Interval? CoreHours => Total(row => row.CoreHours);

    /// <summary>Hours of one GPU for everything.</summary>
    public Interval? GpuHours => Total(row => row.GpuHours);

    /// <summary>What the GPUs cost for everything.</summary>
    public Interval? Price => Total(row => row.Price);

    /// <summary>Bytes of the weights of all runs, 4 a parameter.</summary>
    public double WeightBytes => Rows.Sum(row => (double)sizeof(float) * row.Run.Parameters * row.Runs);

    /// <summary>Bytes of the two checkpoints of the largest run while it trains, each with weights and momentum.</summary>
    public double CheckpointBytes => Rows.Max(row => 2 * 2 * (double)sizeof(float) * row.Run.Parameters);

    /// <summary>Bytes of ImageNet's training images decoded, three a pixel of squares.</summary>
    public static double DecodedBytes => (double)PaperRuns.ImageNetImages * CachedSide * CachedSide * 3;

    /// <summary>Images a second that a GPU takes of the smallest network on ImageNet.</summary>
    public Interval? ImagesPerSecond => Facts.Gpu is { } gpu
        ? gpu.MultiplyAdds * (1.0 / (TrainingSpeed.ForwardAndBackward * Rows.Where(row => row.Run.Set == PaperRuns.ImageNet).Min(row => row.Run.MultiplyAdds)))
        : null;

    /// <summary>Cores that decode as fast as that.</summary>
    public Interval? DecodingCores => ImagesPerSecond is { } images && Facts.Decoding is { } decoding
        ? new Interval(images.Low / decoding.ImagesPerSecond.High, images.High / decoding.ImagesPerSecond.Low)
        : null;

    /// <summary>The plan for so many seeds.</summary>
    /// <exception cref="WorkbenchException">A table of <c>data/paper</c> cannot be read.</exception>
    public static PaperPlan Of(PlanFacts facts, int seeds)
    {
        Interval? Hours(TrainingSpeed? speed, PaperRun run) => speed?.MultiplyAdds.TimeOf(run.Work * seeds) * (1 / SecondsPerHour);
        var rows = from run in PaperRuns.All()
                   let gpus = Hours(facts.Gpu, run)
                   select new PlannedRuns(run, seeds, Hours(facts.Core, run), gpus, facts.PricePerGpuHour is { } price ? gpus * price : null);
        return new PaperPlan([.. rows], facts, seeds);
    }

    private Interval? Total(Func<PlannedRuns, Interval?> of) =>
        Rows.All(row => of(row) is not null) ? Interval.Sum(Rows.Select(row => of(row)!.Value)) : null;
}
