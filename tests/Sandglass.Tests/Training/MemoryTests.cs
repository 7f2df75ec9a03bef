using Sandglass.Training;
using static TorchSharp.torch;

namespace Sandglass.Tests.Training;

/// <summary>Counts what the whole process holds, so nothing runs beside it.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public class MemoryTests
{
    [Fact]
    public void Memory_is_flat_over_a_long_run()
    {
        using var data = TinyRuns.Data();
        var recipe = TinyRuns.Recipe with { Epochs = 40 };
        using var trainer = new Trainer(TinyRuns.Spec(data, recipe), data);
        var steps = new Reported<(long Tensors, long Bytes)>();
        var watch = new Reported<TrainingProgress>(_ => steps.Report((Tensor.TotalCount, Environment.WorkingSet)));
        for (var epoch = 1; epoch <= recipe.Epochs; epoch++)
        {
            trainer.TrainEpoch(watch, TestContext.Current.CancellationToken);
        }

        Assert.Equal(160, steps.Count);
        Assert.Equal(steps[19].Tensors, steps[159].Tensors);
        Assert.InRange(steps[159].Bytes - steps[19].Bytes, long.MinValue, 64_000_000);
    }
}
