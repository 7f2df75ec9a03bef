using Sandglass.Training;

namespace Sandglass.Search.Tests.Training;

/// <summary>Cuts a training after a step.</summary>
internal static class Cut
{
    internal static void After(int step, Action<IProgress<TrainingProgress>, CancellationToken> train)
    {
        using var stop = new CancellationTokenSource();
        var progress = new Told(done =>
        {
            if (done.Step == step)
            {
                stop.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => train(progress, stop.Token));
    }
}

/// <summary>Told of every step, at once.</summary>
internal sealed class Told(Action<TrainingProgress> told) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => told(value);
}
