using Sandglass.Training;

namespace Sandglass.Search.Studies;

/// <summary>Two trainings, one after the other, as one.</summary>
/// <param name="whole">Told of both, in thousandths.</param>
/// <param name="share">The first's share of the work.</param>
internal sealed class StagedProgress(IProgress<TrainingProgress>? whole, double share)
{
    private const int Parts = 1000;

    internal IProgress<TrainingProgress> First { get; } = new Stage(whole, 0, share);

    internal IProgress<TrainingProgress> Second { get; } = new Stage(whole, share, 1 - share);

    private sealed class Stage(IProgress<TrainingProgress>? whole, double before, double share) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => whole?.Report(value with
        {
            Step = (int)(Parts * (before + (share * value.Step / value.Steps))),
            Steps = Parts,
        });
    }
}
