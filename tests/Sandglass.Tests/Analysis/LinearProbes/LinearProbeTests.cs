using Sandglass.Analysis.LinearProbes;
using Sandglass.Data;
using Sandglass.Networks;
using Sandglass.Runtime;
using Sandglass.Tests.Training;

namespace Sandglass.Tests.Analysis.LinearProbes;

public sealed class LinearProbeTests : IDisposable
{
    private readonly DatasetSplits _data = TinyRuns.Data();
    private readonly BottleneckNetwork _network = new(TinyRuns.Plan(), new RandomStreams(1));

    [Fact]
    public void Every_place_is_read_at_one_dimension()
    {
        _network.train();
        var results = Probe(new() { Regularization = 0.1 });
        Assert.Contains(results, r => r.Place == "stem.out");
        Assert.Contains(results, r => r.Place == "stage2.block2.shortcut");
        Assert.Single(results.Select(r => r.Dimension).Distinct());
        Assert.Equal(results.Min(r => r.Features), results[0].Dimension);
        Assert.Equal(4 * 4, results.Single(r => r.Place == "stem.out").Features);
        Assert.All(results, r => Assert.Equal((64, 3), (r.TrainingImages, r.Accuracies.Count)));
        Assert.All(_network.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void The_class_is_read_off_a_grid_and_not_off_the_mean()
    {
        // The class is the quarter of the picture that is brighter.
        var grid = Probe(new() { Places = ["stem.out"], Regularization = 0.1 })[0];
        var pooled = Probe(new() { Places = ["stem.out"], Regularization = 0.1, Grid = 1 })[0];
        Assert.InRange(grid.Accuracy, 0.9, 1);
        Assert.True(pooled.Accuracy < grid.Accuracy);
    }

    [Fact]
    public void All_features_are_read_too_whatever_the_projections()
    {
        var options = new LinearProbeOptions { Places = ["stem.out"], Regularization = 0.1, Dimension = 2 };
        var (narrow, other) = (Probe(options)[0], Probe(options with { Seed = 2, Projections = 1 })[0]);
        Assert.InRange(narrow.FullAccuracy, 0.9, 1);
        Assert.True(narrow.Accuracy < narrow.FullAccuracy);
        Assert.Equal(narrow.FullAccuracy, other.FullAccuracy);
    }

    [Fact]
    public void The_same_seed_gives_the_same_accuracies()
    {
        var options = new LinearProbeOptions { Places = ["stage*.block*.out"], Dimension = 3 };
        Assert.Equal(Probe(options).SelectMany(r => r.Accuracies), Probe(options).SelectMany(r => r.Accuracies));
        Assert.NotEqual(Probe(options).SelectMany(r => r.Accuracies), Probe(options with { Seed = 2 }).SelectMany(r => r.Accuracies));
    }

    [Fact]
    public void A_dimension_that_a_place_does_not_have_is_refused() => Assert.Contains(
        "stem.out has 16 features; use 1 to 16",
        Assert.Throws<WorkbenchException>(() => Probe(new() { Places = ["stem.out", "head.out"], Dimension = 17 })).Message);

    public void Dispose()
    {
        _network.Dispose();
        _data.Dispose();
    }

    private IReadOnlyList<LinearProbeResult> Probe(LinearProbeOptions options) => LinearProbe.Of(
        _network, _data.Training, _data.Validation, Normalization.Of(_data.Training), options, TestContext.Current.CancellationToken);
}
