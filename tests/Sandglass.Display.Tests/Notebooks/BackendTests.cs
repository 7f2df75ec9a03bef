using Sandglass.Display.Tests.Formatters;
using Sandglass.Training;

namespace Sandglass.Display.Tests.Notebooks;

/// <summary>Training by the fused kernels from a notebook or a program.</summary>
public sealed class BackendTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sandglass-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_network_and_a_study_are_trained_by_the_backend_that_is_named()
    {
        using var images = (Preset.Smoke with { ImagesPerClass = (8, 2, 5) }).LoadData();
        var net = Plan.SmallImage(BlockSpec.Sandglass(96, 96)).AtMultiplyAdds(8e5);
        var run = net.Plan.Train(Preset.Smoke.Recipe, images, results: _folder, backend: "fused");
        Assert.Equal("fused", run.Spec.Backend);
        Assert.Contains("cpu, backend: fused", run.As("text/plain"), StringComparison.Ordinal);
        Assert.NotEqual(run.Spec.Hash, net.Plan.Train(Preset.Smoke.Recipe, images, results: _folder).Spec.Hash);
        Assert.Contains("there is no backend 'fuse'", Assert.Throws<WorkbenchException>(() => net.Train("smoke", results: _folder, backend: "fuse")).Message);

        var other = Plan.SmallImage(BlockSpec.InvertedResidual(16, 16)).AtMultiplyAdds(8e5);
        var study = Study.Compare(("sandglass", net), ("inverted", other));
        Assert.Throws<WorkbenchException>(() => study.Run("smoke", seeds: 1, results: _folder, backend: "fuse"));
        var record = study.Run("smoke", seeds: 1, results: _folder, backend: "fused");
        var runs = new RunStore(Path.Combine(_folder, "runs"));
        Assert.Equal(["fused", "fused"], record.Rows.Select(row => runs.FinishedNamed(row.Run).Spec.Backend));
    }
}
