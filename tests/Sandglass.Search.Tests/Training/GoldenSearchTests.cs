using Sandglass.Data;
using Sandglass.Search.Tests.Networks;
using Sandglass.Search.Training;
using Sandglass.Tests.Training;
using Sandglass.Training;

namespace Sandglass.Search.Tests.Training;

public sealed class GoldenSearchTests : IDisposable
{
    // Few and small steps: on other machines the last digits are others, and grow.
    private static readonly Recipe Short = CellTask.PublishedRecipe with { Epochs = 2, BatchSize = 12, LearningRate = 0.005, Augmentation = new(1, true, 4) };

    private readonly DatasetSplits _data = TinySearches.Splits();
    private readonly string _folder = Directory.CreateTempSubdirectory("search").FullName;

    private RunSpec Search => TinySearches.Spec(_data) with { Recipe = TinySearches.Recipe with { Epochs = 2, LearningRate = 0.005, Schedule = new Cosine { End = 0.001, PerEpoch = true } } };

    [Theory]
    [InlineData("search")]
    [InlineData("search-second-order")]
    [InlineData("random-search")]
    [InlineData("cell-classification")]
    [InlineData("found-network")]
    public void A_run_has_the_bytes_that_its_semantics_name(string file)
    {
        var spec = file switch
        {
            "search" => Search,
            "search-second-order" => Search with { Task = TinySearches.Task with { SecondOrder = true } },
            "random-search" => new RunSpec(new RandomSearch(TinySpaces.Few, 0) { DropPath = 0.1, Auxiliary = 0 }, Short, _data.Identity, 1),
            "cell-classification" => new RunSpec(new CellClassification(TinySpaces.PlanOf(TinySpaces.EveryOperation)) { Auxiliary = 0 }, Short, _data.Identity, 1),
            _ => new RunSpec(new FoundNetwork(Search, 3, 4) { Auxiliary = 0 }, Short, _data.Identity, 1),
        };
        var run = new RunStore(_folder).FindOrTrain(spec, _data, cancellation: TestContext.Current.CancellationToken);
        Assert.StartsWith(run.Facts.About.Kind, file, StringComparison.Ordinal);
        GoldenRun.Check(run, $"Sandglass.Search.Tests/Training/golden-{file}.json");
    }

    public void Dispose()
    {
        _data.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
