using Sandglass.Data;
using Sandglass.Tests.Training;
using Sandglass.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Sandglass.Compute.Tests;

/// <summary>The backend that a run's spec names.</summary>
public sealed class BackendTests
{
    [Fact]
    public void A_run_by_the_fused_kernels_has_a_hash_of_its_own_and_learns_the_same_but_for_rounding()
    {
        using var scope = NewDisposeScope();
        using var data = TinyRuns.Data();
        var spec = TinyRuns.Spec(data);
        var fused = spec with { Backend = "fused" };
        Assert.NotEqual(spec.Hash, fused.Hash);
        var (theirs, ours, again) = (Weights(spec, data), Weights(fused, data), Weights(fused, data));
        Assert.Contains(theirs, weight => !weight.Value.equal(ours[weight.Key]).all().ToBoolean());
        foreach (var (name, weight) in ours)
        {
            Same.Numbers(name, weight, theirs[name], 1e-3);
            Assert.True(weight.equal(again[name]).all().ToBoolean(), name);
        }
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

    [Theory]
    [InlineData("fused", 128, "no AVX2 here: the fused kernels use 128-bit vectors")]
    [InlineData("fused", 256, null)]
    [InlineData("fused", 512, null)]
    [InlineData("libtorch", 128, null)]
    public void Fused_kernels_on_narrow_vectors_say_so(string backend, int bits, string? note) => Assert.Equal(note, Backends.NoteOn(backend, bits));

    [Theory]
    [InlineData("cpu", 128, "libtorch")]
    [InlineData("cpu", 256, "fused")]
    [InlineData("cpu", 512, "fused")]
    [InlineData("cuda", 512, "libtorch")]
    public void The_fastest_are_the_fused_kernels_where_they_are_tuned(string device, int bits, string backend) =>
        Assert.Equal(backend, Backends.FastestOn(device, bits));

    [Fact]
    public void The_standard_preset_has_one_more_seed_by_the_fused_kernels()
    {
        Assert.Equal([1, 2, 3, 4], Preset.Standard.By("fused").Seeds);
        Assert.Equal(Preset.Standard, Preset.Standard.By("libtorch"));
        Assert.Equal(Preset.Smoke, Preset.Smoke.By("fused"));
    }

    // After a whole run.
    private static Dictionary<string, Tensor> Weights(RunSpec spec, DatasetSplits data)
    {
        using var trainer = new Trainer(spec, data);
        while (!trainer.IsDone)
        {
            trainer.TrainEpoch();
        }

        return trainer.Training.Network!.state_dict().ToDictionary(named => named.Key, named => named.Value.clone());
    }
}
