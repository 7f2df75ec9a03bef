using Sandglass.Training;
using Sandglass.Tests.Training;

namespace Sandglass.Compute.Tests;

/// <summary>The backend that a run's spec names.</summary>
public sealed class BackendTests
{
    [Fact]
    public void A_run_by_the_fused_kernels_has_a_hash_of_its_own_and_learns_the_same_but_for_rounding()
    {
        using var data = TinyRuns.Data();
        var spec = TinyRuns.Spec(data);
        var fused = spec with { Backend = "fused" };
        Assert.NotEqual(spec.Hash, fused.Hash);
        var (theirs, ours) = (FirstLosses(spec, data), FirstLosses(fused, data));
        Assert.All(theirs.Zip(ours).Take(3), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        Assert.NotEqual(theirs, ours);
        Assert.Equal(ours, FirstLosses(fused, data));
    }

    [Theory]
    [InlineData("quick", "cpu", "there is no backend 'quick'; use libtorch or fused")]
    [InlineData("fused", "cuda", "the backend 'fused' computes on the cpu, not on cuda; use libtorch there")]
    public void A_backend_that_cannot_be_used_is_refused(string backend, string device, string message)
    {
        using var data = TinyRuns.Data();
        var refused = Assert.Throws<WorkbenchException>(() => new Trainer(TinyRuns.Spec(data) with { Backend = backend, Device = device }, data));
        Assert.Equal(message, refused.Message);
    }

    private static List<double> FirstLosses(RunSpec spec, Data.DatasetSplits data)
    {
        using var trainer = new Trainer(spec, data);
        var losses = new Losses();
        trainer.TrainEpoch(losses);
        return losses.Values;
    }

    private sealed class Losses : IProgress<TrainingProgress>
    {
        internal List<double> Values { get; } = [];

        public void Report(TrainingProgress value) => Values.Add(value.Loss);
    }
}
